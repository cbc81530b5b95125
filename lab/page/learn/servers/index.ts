export { openBank } from './bank.ts'
export { openProfile, PROFILE_POLICY } from './profile.ts'
