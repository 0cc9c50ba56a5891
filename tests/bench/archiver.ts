import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { person, xNumber } from '../harness/fixtures.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type Figure, inParallel, median, rounded, timed } from './report.ts';

/** 500 files in all, in rounds that take turns, so that what else the machine does meets both alike. */
const ROUNDS = 10;
const FILES_A_ROUND = 50;
const WARM_UP = 10;

/** 0.5 to 5 MB at 8000 bytes a second. */
const LEAST_TALK_SECONDS = 63;
const MOST_TALK_SECONDS = 625;

/** As many as the archiver works on at a time. */
const PARALLEL = 4;

/** It may take no longer than this many plain pipes. */
const MOST_PIPES = 1.5;

/**
 * The archiver beside the plainest thing that moves the same bytes: fetch a file, put it into the bucket. The extra
 * time is for the question where the file is, the checks, the lease and the record.
 */
export const archiverFigures = async (): Promise<readonly Figure[]> => {
  const stack = await startStack();
  try {
    await bindRecorded(stack);
    await oneRound(stack, WARM_UP);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(stack, FILES_A_ROUND));
    const archiverMs = rounds.reduce((sum, round) => sum + round.archiverMs, 0);
    return [
      {
        name: `${ROUNDS * FILES_A_ROUND} recordings of 0.5-5 MB archived, in plain pipes`,
        value: rounded(median(rounds.map((round) => round.archiverMs / round.pipeMs))),
        unit: 'x',
        budget: MOST_PIPES,
      },
      {
        name: 'recordings of 0.5-5 MB archived',
        value: rounded(((ROUNDS * FILES_A_ROUND) / archiverMs) * 1000),
        unit: '/s',
      },
    ];
  } finally {
    await stack.close();
  }
};

type Round = Readonly<{ pipeMs: number; archiverMs: number }>;

const oneRound = async (stack: Stack, files: number): Promise<Round> => {
  const names = await recordCalls(stack, files);
  const pipeMs = await timed(() => pipe(stack, names));
  await inParallel(names, PARALLEL, (name) =>
    stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key: `pipe/${name}` })),
  );
  return { pipeMs, archiverMs: await timed(() => archive(stack, names)) };
};

const bindRecorded = async (stack: Stack): Promise<void> => {
  const pair = { mode: 'AXB', a: person(1), b: person(2), x: xNumber(1) };
  const body = { ...pair, record: true, recordTone: 'notice.wav' };
  const { status } = await stack.request('POST', '/bindings', { body });
  if (status !== 201) throw new Error(`the bind answered ${status}`);
};

/** Lengths are spread evenly, the same in every round. */
const recordCalls = async (stack: Stack, count: number): Promise<readonly string[]> => {
  const names: string[] = [];
  const stepSeconds = (MOST_TALK_SECONDS - LEAST_TALK_SECONDS) / Math.max(1, count - 1);
  for (let index = 0; index < count; index += 1) {
    const { recordObjectName } = await stack.control.placeCall({
      from: person(1),
      to: xNumber(1),
      outcome: 'answered',
      talkSeconds: Math.round(LEAST_TALK_SECONDS + index * stepSeconds),
      withholdEvents: ['callin', 'callout', 'alerting', 'answer', 'disconnect'],
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
