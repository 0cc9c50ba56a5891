/** AWS, or what `npm start` runs, cannot be asked at all: nothing was found out about the deployment. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}
