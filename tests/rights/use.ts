/** One action of a function on a resource of AWS, spelled as in a policy, with account and region of local engines in the ARN. */
export type Use = Readonly<{
  /** The folder of the function. */
  functionName: string;
  action: string;
  resource: string;
}>;

/** A use in one line, for failures and for telling whether it was seen before. */
export const shownUse = ({ functionName, action, resource }: Use): string =>
  `${functionName} ${action} ${resource}`;
