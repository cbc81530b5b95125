import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'

// Without `cors: false`, Vite answers preflights itself, before the policy.
export default defineConfig({ plugins: [reactRouter()], server: { cors: false } })
