import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { findLeaks, type Secret, type Sink } from '../../harness/leaks/find-leaks.ts';
import type { KnownReadings } from '../../harness/leaks/readings.ts';
import { sinksOf } from '../../harness/leaks/stack-sinks.ts';
import { businessAsks, businessCounts, businessFails, businessReports, operatorsCount } from './business.ts';
import { MEANT_TO_HAVE_THEM } from './collection.ts';
import { itemsFail, jobsFail, platformFails, platformIsSilent, storeFails } from './failures.ts';
import { type Bound, liveIn } from './journey.ts';
import { type LeakStack, startLeakStack } from './leak-stack.ts';
import {
  operatorsChangeKeys,
  operatorsLook,
  operatorsMistype,
  operatorsOpenTheGate,
  operatorsServePeople,
  runner,
} from './operators.ts';
import { KEYS, MODES, NUMBERS, NUMBERS_OF_PEOPLE, TEXTS } from './planted.ts';
import { callersFail, pushesFail } from './refusals.ts';
import { operatorsLookWithKey } from './with-a-key.ts';

const ALL = [...NUMBERS, ...TEXTS, ...KEYS];

/** Lines that say that what was to fail did fail. */
const FAILURES = [
  ...[
    'request-refused',
    'request-failed',
    'function-failed',
    'order-refused',
    'keys-refused',
    'webhook-not-found',
  ],
  ...['push-refused', 'push-item-quarantined', 'kept-push-unreadable', 'item-unreadable', 'status-not-read'],
  ...['configuration-not-refreshed', 'platform-locked-out', 'recording-retry', 'clocks-apart'],
];

/** Of calls to the platform. */
const OUTCOMES = [
  ...[
    'time-out',
    'connection',
    'http-status',
    'unreadable',
    'throttled',
    'refused',
    'auth',
    'held-back-by-lock-out',
  ],
];

/** Of problem documents. */
const CODES = [
  ...[
    'unauthorized',
    'forbidden',
    'not-found',
    'not-changeable',
    'invalid-request',
    'binding-ended',
    'party-limit',
  ],
  ...[
    'pool-exhausted',
    'platform-rejected',
    'platform-unavailable',
    'platform-throttled',
    'platform-locked-out',
  ],
  ...['store-unavailable', 'item-unreadable', 'recording-pending'],
];

let leaks: LeakStack;
let sinks: readonly Sink[];
let directory: string;
const known: KnownReadings = new Map();
const foundIn = (places: readonly Sink[], secrets: readonly Secret[] = ALL) =>
  findLeaks(places, secrets, known);

beforeAll(async () => {
  leaks = await startLeakStack();
  directory = await mkdtemp(join(tmpdir(), 'leaks-'));
  const bound = new Map<Mode, Bound>();
  for (const mode of MODES) bound.set(mode, await liveIn(leaks, mode));
  await businessReports(leaks);
  for (const [mode, one] of bound) await businessAsks(leaks, mode, one);
  await businessCounts(leaks);
  for (const [mode, one] of bound) await platformFails(leaks, mode, one);
  for (const mode of MODES) await pushesFail(leaks, mode);
  for (const [mode, one] of bound) await storeFails(leaks, mode, one);
  await jobsFail(leaks);
  await Promise.all([platformIsSilent(leaks), callersFail(leaks), businessFails(leaks)]);
  await operatorsLook(leaks, [...bound.values()], MODES);
  await operatorsLookWithKey(leaks);
  await operatorsCount(leaks, directory, runner(leaks));
  await operatorsChangeKeys(leaks, directory);
  await operatorsOpenTheGate(leaks);
  await operatorsMistype(leaks);
  const beforeErasures = await sinksOf({ ...leaks.stack, logs: [] });
  await operatorsServePeople(leaks, directory);
  await itemsFail(leaks);
  await operatorsLook(leaks, [], ['AXYB']);
  await leaks.listenToPlatform();
  leaks.collection.stop();
  sinks = [...leaks.collection.sinks, ...beforeErasures, ...(await sinksOf(leaks.stack))];
});
afterAll(async () => {
  await leaks?.stop();
  await rm(directory, { recursive: true });
});

describe('whatever happens to people in any mode, and whatever fails', () => {
  it('leaves no number, text or secret in any line, metric, problem, header, item, object, id or output of a command', () => {
    expect(foundIn(sinks)).toEqual([]);
  });

  it('leaves none in what our functions and commands ask of AWS, nor in the headers of what they ask the platform', () => {
    const { toAws, toPlatform } = leaks.requests();
    expect(Math.min(toAws.length, toPlatform.length)).toBeGreaterThan(100);
    const lines = toAws.map(({ line }) => ({ name: `request ${line}`, text: line }));
    const headers = [...toAws, ...toPlatform].map((one) => ({
      name: `headers of ${one.line}`,
      text: one.headers,
    }));
    expect(foundIn([...lines, ...headers])).toEqual([]);
  });

  it('leaves no key that a command has made', () => {
    const keys = leaks.keysOfSecrets();
    // Two data keys and the look-up key were planted.
    expect(keys.length).toBeGreaterThan(4);
    expect(foundIn(sinks, keys)).toEqual([]);
  });

  it('leaves none in the names of files', async () => {
    expect((await readdir(directory)).length).toBeGreaterThan(5);
    const names = (await readdir(directory)).map((name) => ({ name: 'a file', text: name }));
    expect(foundIn(names)).toEqual([]);
  });

  it('shows a masked reader no number, and nobody a key', () => {
    const texts = [...leaks.collection.readers].flatMap(([name, all]) => all.map((text) => ({ name, text })));
    const masked = texts.filter(({ name }) => name === 'answers of the API to a masked reader');
    expect(masked.length).toBeGreaterThan(50);
    expect(foundIn(masked, NUMBERS)).toEqual([]);
    const sheets = texts.filter(({ name }) => name === 'sheets of an operator');
    expect(sheets.length).toBeGreaterThan(5);
    expect(foundIn(sheets, NUMBERS_OF_PEOPLE)).toEqual([]);
    expect(foundIn(texts, KEYS)).toEqual([]);
  });

  it.each(Object.keys(MEANT_TO_HAVE_THEM))('stands in %s, as it is meant to', (reader) => {
    const texts = new Map<string, readonly string[]>(leaks.collection.readers).get(reader) ?? [];
    expect(foundIn([{ name: reader, text: texts.join('\n') }]).length).toBeGreaterThan(0);
  });

  it('comes to every function and command, and every kind of failure', async () => {
    const { stack, collection } = leaks;
    const everywhere = [...stack.logs, ...collection.sinks.map(({ text }) => text)].join('\n');
    const seen = (pattern: RegExp) => new Set([...everywhere.matchAll(pattern)].map(([, found]) => found));
    const names = sinks.map(({ name }) => name);
    expect(stack.unhandled).toEqual([]);
    for (const kind of [
      'log line',
      'problem of',
      'headers of',
      'ids',
      'object 200',
      'rows of an export',
      'USAGE_TABLE',
      'output of npm run',
      'lines of npm run',
    ])
      expect(names.filter((name) => name.startsWith(kind)).length, kind).toBeGreaterThan(4);
    // These answer from what they have in memory, and write no line.
    const silent = ['console', 'describe-problem', 'health'];
    const functions = (await readdir('functions')).filter((name) => !silent.includes(name));
    expect([...seen(/"functionName":"privatenumber-test-([a-z-]+)"/g)].sort()).toEqual(functions.sort());
    expect([...seen(/"event":"([a-z-]+)"/g)]).toEqual(expect.arrayContaining(FAILURES));
    expect([...seen(/"outcome":"([a-z-]+)"/g)]).toEqual(expect.arrayContaining(OUTCOMES));
    expect([...seen(/"code":"([a-z-]+)"/g)]).toEqual(expect.arrayContaining(CODES));
  });
});
