import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { aCdrPush, aSentCdr, fiftyCdrs, SAMPLE_APP, signedHeaders } from '../../builders/pushes.ts';
import { configurationDocument } from '../../harness/fixtures.ts';
import { ENVIRONMENT } from '../import-ms.ts';
import { median } from '../report.ts';
import { type Bundle, ourBundle, peerBundle } from './bundled.ts';
import { type ColdCost, coldStart } from './cold.ts';
import { type Measured, type Row, ratio } from './row.ts';
import { startServices } from './services.ts';

const NAME = 'cdr-webhook';

/** The costs of the processes of one variant, round by round. */
type Series = Readonly<{ title: string; kB: number; costs: ColdCost[] }>;

/** Of a variant in milliseconds, for those who ask behind a ratio. */
export type ColdDetail = Readonly<{
  title: string;
  kB: number;
  importMs: number;
  answerMs: number;
  wallMs: number;
}>;

const pushOf = (entries: readonly unknown[]): object => ({
  headers: signedHeaders({
    created: `${new Date().toISOString().slice(0, 19)}Z`,
    nonce: randomBytes(16).toString('hex'),
  }),
  body: aCdrPush(entries),
  isBase64Encoded: false,
  rawPath: '/webhooks/cdr',
  requestContext: { requestId: 'bench', http: { method: 'POST' } },
});

const PUSHES = { one: () => [aSentCdr()], fifty: fiftyCdrs } as const;

const variantsIn = async (
  directory: string,
): Promise<
  readonly Readonly<{ title: string; bundle: Bundle; pushes: readonly (keyof typeof PUSHES)[] }>[]
> => [
  {
    title: 'whole SDK',
    bundle: await ourBundle(NAME, join(directory, 'whole'), { awsClients: 'sdk', cuts: [] }),
    pushes: ['one'],
  },
  { title: 'ours', bundle: await ourBundle(NAME, join(directory, 'ours')), pushes: ['one', 'fifty'] },
  { title: 'plain', bundle: await peerBundle('plain', directory), pushes: ['one', 'fifty'] },
  { title: 'powertools', bundle: await peerBundle('powertools', directory), pushes: ['one', 'fifty'] },
  { title: 'floor', bundle: await peerBundle('floor', directory), pushes: ['one'] },
];

/**
 * Processor time of a fresh process that imports the CDR webhook and answers a push, in parts of the same function with the whole
 * SDK and a push of one CDR. All variants take turns.
 */
export const coldPushRows = async (
  directory: string,
  rounds: number,
): Promise<Readonly<{ rows: readonly Row[]; details: readonly ColdDetail[] }>> => {
  const services = await startServices({ secret: configurationDocument([SAMPLE_APP], '127.0.0.1') });
  try {
    const environment = { ...ENVIRONMENT, ...services.environment };
    const runs = (await variantsIn(directory)).flatMap(({ title, bundle, pushes }) =>
      pushes.map((push) => ({
        bundle,
        push,
        series: { title: `${title}, ${push}`, kB: bundle.kB, costs: [] } satisfies Series as Series,
      })),
    );
    for (let round = 0; round < rounds; round += 1)
      for (const { bundle, push, series } of runs)
        series.costs.push(
          await coldStart({ file: bundle.file, events: [pushOf(PUSHES[push]())], environment, status: 200 }),
        );
    return {
      rows: rowsOf(runs.map(({ series }) => series)),
      details: runs.map(({ series }) => detailOf(series)),
    };
  } finally {
    services.close();
  }
};

const rowsOf = (all: readonly Series[]): readonly Row[] => {
  const of = (title: string): Measured => ratio(answersOf(all, title), answersOf(all, 'whole SDK, one'));
  return [
    {
      name: 'cold push of 1 CDR, import and first answer; with the whole SDK: 1',
      now: of('ours, one'),
      goal: 0.36,
      plain: of('plain, one'),
      powertools: of('powertools, one'),
      floor: of('floor, one'),
    },
    {
      name: 'cold push of 50 CDRs, same base',
      now: of('ours, fifty'),
      goal: 0.75,
      plain: of('plain, fifty'),
      powertools: of('powertools, fifty'),
    },
  ];
};

const answersOf = (all: readonly Series[], wanted: string): readonly number[] =>
  all.find(({ title }) => title === wanted)?.costs.map(({ answerMs }) => answerMs) ?? [];

const detailOf = ({ title, kB, costs }: Series): ColdDetail => {
  const middle = (key: 'importMs' | 'answerMs' | 'wallMs') => median(costs.map((cost) => cost[key]));
  return { title, kB, importMs: middle('importMs'), answerMs: middle('answerMs'), wallMs: middle('wallMs') };
};
