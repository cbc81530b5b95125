/** The origins of pages: two that the policies list, and one that they do not. */
export const A = 'https://a.example'
export const B = 'https://b.example'
export const EVIL = 'https://evil.example'
