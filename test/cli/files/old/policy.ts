import { cors } from 'corsage'

export const policy = cors({ origin: ['https://app.example.com'], allowMethods: ['PUT', 'DELETE'] })
