/** The origins of pages: one that the policies list, one that only the policy of a route lists, and one of nobody. */
export const APP = 'https://app.example.com'
export const OTHER = 'https://other.example.com'
export const EVIL = 'https://evil.example'
