import type { Stack } from './stack.ts';

const coloured = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const paint = (code: number) => (text: string) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : text);
const green = paint(32);
const red = paint(31);
const dim = paint(2);
const bold = paint(1);

export const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

/** A text that a terminal opens a page for; where nobody looks at a terminal, the text alone. */
export const linked = (text: string, url: string | undefined, isTerminal: boolean): string =>
  isTerminal && url !== undefined ? `\x1b]8;;${url}\x1b\\${text}\x1b]8;;\x1b\\` : text;

type StepLine = Readonly<{
  passed: boolean;
  name: string;
  remark: string;
  durationMs: number;
  /** The place in a console that shows what the step did. */
  url?: string | undefined;
}>;

/** One line of the journey: tick or cross, what, how, and the time it took. */
export const stepLine = ({ passed, name, remark, durationMs, url }: StepLine): string => {
  const shown =
    linked(name, url, process.stdout.isTTY === true) + ' '.repeat(Math.max(0, NAME_WIDTH - name.length));
  const time = `${Math.round(durationMs)} ms`.padStart(8);
  return `  ${passed ? green('✔') : red('✘')} ${shown} ${dim(time)}  ${passed ? dim(remark) : red(remark)}`;
};

const NAME_WIDTH = 46;

export const heading = (text: string): string => bold(text);

/** Where everything is, in the order in which a newcomer tries it. */
export const addresses = (stack: Stack, apiKey: string): readonly string[] => [
  `  Operator console    ${stack.api.url}/console (key: ${apiKey})`,
  ...(stack.simulator === undefined ? [] : [`  Simulated platform  ${stack.simulator.url}/console`]),
  `  HTTP API            ${stack.api.url}/health`,
  `  Lambda Invoke       ${stack.api.lambdaUrl}`,
  `  Events              ${stack.api.lambdaUrl}/events`,
  `  DynamoDB            ${stack.dynamodbEndpoint}`,
  `  S3                  ${stack.s3Endpoint}`,
  `  Log of functions    ${stack.api.logFile}`,
  '',
  dim(`  ${firstQuestion(stack.api.url, apiKey)}`),
];

/** A question to begin with: the calls of a person, whose number is in the body, because URLs stay in logs. */
export const firstQuestion = (apiUrl: string, apiKey: string): string =>
  `curl ${apiUrl}/calls/search -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' -d '{"party":"+8613800000001"}'`;

/** An error with its causes, which is where `fetch failed` says why. */
export const oneLine = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // Trying every address of a name fails with one error an address, and an empty message.
  const causes = error instanceof AggregateError ? error.errors : [error.cause].filter(Boolean);
  return [error.message, ...causes.map(oneLine)].filter((text) => text !== '').join(': ');
};
