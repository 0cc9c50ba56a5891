import type { BindingRecord } from '../../shared/bindings/model/binding-store.ts';
import type { HttpEvent } from '../../shared/http/request.ts';
import type { Mode } from '../../shared/kernel/mode.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createRandom } from '../../simulator/state/random.ts';
import { anApiEvent } from '../builders/api-event.ts';
import { poolNumbers } from '../harness/fixtures.ts';
import { contextFor, type Handler } from '../harness/gateway.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { startMemoryStore, startStoreEngine } from '../harness/store-engine.ts';
import { createTestRuntime } from '../harness/test-runtime.ts';
import { asFunction, notedDocuments } from '../rights/recorder.ts';
import { createConductor } from './conductor.ts';

/** The one app of a model run. */
export const APP_KEY = 'TestAppKeyModel0000000000001';

/** Few numbers, so that people meet on them. */
const NUMBERS_OF_MODE = { AX: 4, AXB: 3, AXE: 2, AXYB: 6, X: 3 } satisfies Record<Mode, number>;

const FUNCTIONS = [
  'bind',
  'unbind',
  'modify-binding',
  'set-temporary-callee',
  'query-bindings',
  'binding-sweeper',
  'recording-archiver',
] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** A reservation as stored. */
export type StoredReservation = Readonly<{
  party: string;
  x: string;
  bindingId: string;
  freeAt: string | undefined;
  /** Before that only the binding that had it says whether anybody may have it: nobody has released it. */
  surelyAt: string | undefined;
  route: Readonly<Record<string, unknown>> | undefined;
}>;

/** A binding as the simulated platform has it. */
export type Platforms = Awaited<ReturnType<Stack['control']['bindings']>>[number];

/** Both sides at one moment. */
export type State = Readonly<{
  now: string;
  records: readonly BindingRecord[];
  reservations: readonly StoredReservation[];
  platform: readonly Platforms[];
  /** The bindings that were made with an idempotency key: a pair may be bound again with each. */
  keyed: readonly string[];
}>;

/** An answer of one of our functions; the body is whatever JSON it holds. */
export type Reply = Readonly<{ status: number; body: Readonly<Record<string, never>> }>;

type Request = Omit<Parameters<typeof anApiEvent>[0], 'body' | 'apiKeyName'> & { body?: object };

/** One of our functions as composed for Lambda, on real engines, whose calls the conductor puts in order. */
export const startSubject = async ({
  mode,
  allocation,
  platformDown,
}: Readonly<{ mode: Mode; allocation: 'pool' | 'platform'; platformDown: 'refuse' | 'queue' }>) => {
  const numbers = poolNumbers(NUMBERS_OF_MODE[mode]);
  const app = { name: 'model', mode, appKey: APP_KEY, appSecret: 'test-app-secret-model-0001', numbers };
  const chance = { random: createRandom(1) };
  /** Only while requests are conducted an index lags behind; and not on an engine, which decides that itself. */
  const writesBehind = (): number => {
    const most = conductor.isConducting() ? Math.floor(chance.random.next() * 10) - 4 : 0;
    return Math.max(0, most);
  };
  const store =
    process.env['MODEL_STORE'] === 'engine'
      ? await startStoreEngine()
      : await startMemoryStore({ lag: { writes: writesBehind }, inTurns: false });
  const stack = await startStack({
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    seed: 1,
    // Extensions rest, of which AXE has nine, so that the platform gives resting ones.
    apps: [
      {
        ...{ ...app, allocation, platformDown },
        defaults: { allowPermanent: true, coolDownSeconds: mode === 'AXE' ? 300 : 0 },
      },
    ],
    platformApps: [{ ...app, extensionLength: 1, pushUrls: {} }],
    simulator: { lockoutThreshold: 0 },
    store,
  });
  const conductor = createConductor(() => stack.simulator.port);
  const runtime = createTestRuntime({
    ...stack.surroundings,
    newId: () => chance.random.hex(32).replace(/\d/g, (digit) => 'ghijkmnpqr'.charAt(Number(digit))),
    random: () => chance.random.next(),
    sleep: conductor.sleep,
    documents: () => notedDocuments(conductor.documents(store.documents)),
    writeLog: () => undefined,
  });
  const handlers = new Map<FunctionName, Handler>();
  for (const name of FUNCTIONS) {
    const { compose } = await import(`../../functions/${name}/index.ts`);
    handlers.set(name, compose(runtime));
  }
  const call = async (name: FunctionName, event: HttpEvent | object): Promise<unknown> =>
    asFunction(name, () => handlers.get(name)?.(event as never, contextFor(name, 300_000)));

  const sealer = createSealer([{ id: 'test-1', bytes: Buffer.alloc(32, 1) }]);
  const lookup = createLookupKeys(Buffer.alloc(32, 2));
  const openRecord = ({ pk, sealed, revision }: Record<string, unknown>): BindingRecord =>
    seenAt(stack.clock(), {
      ...JSON.parse(sealer.open(String(sealed), String(pk)).toString('utf8')),
      revision,
    });
  const openReservation = ({
    pk,
    sk,
    bindingId,
    freeAt,
    endsAt,
    surelyAt,
    releasedAt,
    route,
  }: Record<string, unknown>): StoredReservation => {
    // ADR 39: one that nobody released is held until its end.
    const isHeld =
      releasedAt === undefined && (endsAt === undefined || String(endsAt) > stack.clock().toISOString());
    const party = String(pk).slice('P#model#'.length);
    return {
      party,
      x: String(sk).slice(2),
      bindingId: String(bindingId),
      freeAt: freeAt === undefined || isHeld ? undefined : String(freeAt),
      surelyAt: surelyAt === undefined || releasedAt !== undefined ? undefined : String(surelyAt),
      route: route === undefined ? undefined : JSON.parse(sealer.open(String(route), party).toString('utf8')),
    };
  };

  return {
    mode,
    stack,
    lookup,
    numbers: numbers.map(({ x }) => x),
    conduct: conductor.conduct,
    async request(name: FunctionName, request: Request): Promise<Reply> {
      const { body, ...rest } = request;
      const event = anApiEvent({ ...rest, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      const answer = (await call(name, event)) as { statusCode: number; body: string };
      return { status: answer.statusCode, body: JSON.parse(answer.body) };
    },
    invoke: (name: FunctionName, event: object = {}) => call(name, event),
    async state(): Promise<State> {
      const items = await stack.items('BINDINGS_TABLE');
      const of = (prefix: string) => items.filter(({ pk }) => String(pk).startsWith(prefix));
      return {
        now: stack.clock().toISOString(),
        records: of('B#')
          .map(openRecord)
          .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
        reservations: of('P#').map(openReservation),
        platform: await stack.control.bindings(),
        keyed: of('K#')
          .filter(({ fingerprint }) => fingerprint !== '')
          .map(({ bindingId }) => String(bindingId)),
      };
    },
    /** Everything as at the start, but for the time. */
    async reset(): Promise<void> {
      chance.random = createRandom(1);
      await stack.control.reset();
      await Promise.all([store.clear(store.tables.BINDINGS_TABLE), store.clear(store.tables.NUMBERS_TABLE)]);
    },
  };
};
export type Subject = Awaited<ReturnType<typeof startSubject>>;

/** ADR 39: a minute after its end a binding that ends by itself is expired, and nobody has to write it. */
const seenAt = (now: Date, record: BindingRecord): BindingRecord => {
  const { binding, endsItself, dueAt, revision } = record;
  if (binding.status !== 'active' || endsItself !== true || dueAt !== undefined) return record;
  const isOver = Date.parse(String(binding.expiresAt)) + 60_000 <= now.getTime();
  return isOver ? { binding: { ...binding, status: 'expired' }, revision } : record;
};

const placeOf = ({ binding: { createdAt, bindingId } }: BindingRecord): string => `${createdAt} ${bindingId}`;
