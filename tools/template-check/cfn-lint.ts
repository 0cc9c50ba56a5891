/** The version that the project was read with first: older ones do not know `RetainExceptOnCreate`, or the runtimes. */
const LEAST = [1, 51] as const;

/**
 * Why cfn-lint cannot be used; `undefined`: it can.
 *
 * @param asked the result of `cfn-lint --version`. A shim of a version manager is there and may not run
 */
export const whyNoCfnLint = ({
  status,
  stdout,
  error,
}: Readonly<{ status: number | null; stdout: string | null; error?: Error | undefined }>):
  | string
  | undefined => {
  const install = 'pip install cfn-lint';
  if (error !== undefined) return `cfn-lint is not installed: ${install}`;
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  if (status !== 0 || major === undefined) return `cfn-lint is there and does not run: ${install}`;
  const isOld = Number(major) < LEAST[0] || (Number(major) === LEAST[0] && Number(minor) < LEAST[1]);
  return isOld ? `cfn-lint ${major}.${minor} is older than ${LEAST.join('.')}: ${install}` : undefined;
};
