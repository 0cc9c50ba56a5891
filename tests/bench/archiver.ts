import { PutObjectCommand } from '@aws-sdk/client-s3';
import { person, xNumber } from '../harness/fixtures.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type Figure, inParallel, rounded, timed } from './report.ts';

const FILES = 100;
const WARM_UP = 10;
const TALK_SECONDS = 30;

/** As many as the archiver works on at a time. */
const PARALLEL = 4;

/**
 * The archiver beside the plainest thing that moves the same bytes: fetch a file, put it into the bucket. What it takes
 * longer is the question where the file is, the checks, the lease and the record.
 */
export const archiverFigures = async (): Promise<readonly Figure[]> => {
  const stack = await startStack();
  try {
    await bindRecorded(stack);
    await archive(stack, await recordCalls(stack, WARM_UP));
    await pipe(stack, await recordCalls(stack, WARM_UP));
    const names = await recordCalls(stack, FILES);
    const pipeMs = await timed(() => pipe(stack, names));
    const archiverMs = await timed(() => archive(stack, names));
    return [
      {
        name: `${FILES} recordings archived, in plain pipes`,
        value: rounded(archiverMs / pipeMs),
        unit: 'x',
      },
      { name: 'recordings archived', value: rounded((FILES / archiverMs) * 1000), unit: '/s' },
    ];
  } finally {
    await stack.close();
  }
};

const bindRecorded = async (stack: Stack): Promise<void> => {
  const pair = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
  const body = { ...pair, record: true, recordTone: 'notice.wav' };
  const { status } = await stack.request('POST', '/bindings', { body });
  if (status !== 201) throw new Error(`the bind answered ${status}`);
};

const recordCalls = async (stack: Stack, count: number): Promise<readonly string[]> => {
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { recordObjectName } = await stack.control.placeCall({
      from: person(1),
      to: xNumber(1),
      outcome: 'answered',
      talkSeconds: TALK_SECONDS,
    });
    if (recordObjectName === null) throw new Error('the platform recorded nothing');
    names.push(recordObjectName);
  }
  return names;
};

const archive = async (stack: Stack, names: readonly string[]): Promise<void> => {
  const report: { archived?: number } = await stack.invoke('recording-archiver');
  if ((report.archived ?? 0) < names.length) throw new Error(`only ${report.archived} archived`);
};

const pipe = (stack: Stack, names: readonly string[]): Promise<void> =>
  inParallel(names, PARALLEL, async (name) => {
    const response = await fetch(`${stack.simulator.url}/control/recordings/${name}/content`);
    const Body = Buffer.from(await response.arrayBuffer());
    await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: `pipe/${name}`, Body }));
  });
