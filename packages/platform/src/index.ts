/** Public names of this package; the README has an example of each. */
export * from './clients.ts';
export { createPlatformClient } from './platform-client.ts';
export * from './push-answers.ts';
export * from './push-types.ts';
export { readPush, verifyPush } from './pushes.ts';
export * from './requests.ts';
export * from './result.ts';
export { signRequest } from './signer.ts';
