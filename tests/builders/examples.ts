import { readdirSync, readFileSync } from 'node:fs';
import { MODES, type Mode } from '../../shared/kernel/mode.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { poolNumbers } from '../harness/fixtures.ts';
import { sample } from './pushes.ts';

/** One app of each mode; that of X has the private numbers whose state the examples tell. */
export const EXAMPLE_APPS = MODES.map((mode) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKeyExamples${mode}`,
  appSecret: `test-app-secret-${mode}`,
  numbers: mode === 'X' ? poolNumbers(3) : [],
}));

export const exampleApp = (mode: Mode) => {
  const app = EXAMPLE_APPS.find((candidate) => candidate.mode === mode);
  if (app === undefined) throw new Error(`no app of mode ${mode}`);
  return app;
};

const PUSHES = new URL('../../docs/pushes/', import.meta.url);
const VIEWS = new URL('../fixtures/platform/views/', import.meta.url);

/** The names of the documented pushes, without their ending. */
export const EXAMPLES = readdirSync(PUSHES).map((file) => file.replace('.json', ''));

/** The mode that an example's name begins with. */
export const modeOf = (example: string): Mode => {
  const [prefix = ''] = example.split('-');
  const mode = MODES.find((candidate) => candidate.toLowerCase() === prefix);
  if (mode === undefined) throw new Error(`${example} names no mode`);
  return mode;
};

/** The effects of a push: our answer, and what the API shows of each thing in it. Checked against the pages by hand. */
export type ExpectedView = Readonly<{
  answer: readonly [status: number, body: string];
  shows: readonly object[];
}>;

export const expectedView = (example: string): ExpectedView =>
  JSON.parse(readFileSync(new URL(`${example}.json`, VIEWS), 'utf8')) as ExpectedView;

type Sent = Record<string, unknown>;

/** An example as another delivery would have it: of another call or text, pushed by the app of its mode. */
export const delivered = (example: string, tag: string): Sent => {
  const body = structuredClone(sample(example)) as Sent;
  const { appKey } = exampleApp(modeOf(example));
  const other = (holder: Sent, field: string) => {
    if (field in holder) holder[field] = `${holder[field]}${tag}`;
  };
  if ('appKey' in body) body['appKey'] = appKey;
  if ('statusInfo' in body) other(body['statusInfo'] as Sent, 'sessionId');
  if ('smsEvent' in body) other(body['smsEvent'] as Sent, 'smsIdentifier');
  for (const cdr of (body['feeLst'] ?? []) as Sent[]) {
    other(cdr, 'sessionId');
    cdr['appKey'] = appKey;
  }
  return body;
};

const lookup = createLookupKeys(Buffer.alloc(32, 2));

/** Under which of our ids the API shows what a delivery holds; numbers are shown by themselves. */
export const pathsOf = (body: Sent, app: string): readonly string[] => {
  const call = ({ sessionId }: Sent) => `/calls/${lookup('session', app, String(sessionId))}`;
  const cdrs = ((body['feeLst'] ?? []) as Sent[]).map(call);
  const events = 'statusInfo' in body ? [call(body['statusInfo'] as Sent)] : [];
  return [...cdrs, ...events];
};
