/** The origins of pages: one that the policies list, and one that they do not. */
export const APP = 'https://app.example.com'
export const EVIL = 'https://evil.example'
