// The journey of one binding through the whole stack, over HTTP as a caller and as the platform would do it.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Simulator } from '../../simulator/simulator.ts';
import { type ApiClient, expectAnswer } from './api-client.ts';
import { waitUntil } from './wait-until.ts';

const A = '+8613800000001';
const B = '+8613900000002';
const TALK_SECONDS = 12;
const TEXT = 'I am at the blue gate.';
const PUSHED_WITHIN_MS = 5_000;
const ARCHIVED_WITHIN_MS = 10_000;

/** One step: what it proves, a remark on how it went, and then the place in a console that shows it. */
export type Step = Readonly<{ name: string; run: () => Promise<string>; url: () => string }>;

/** The tools of the steps. */
export type JourneyRuntime = Readonly<{
  api: ApiClient;
  simulator: Simulator;
  /** An AXB app that has at least one number. */
  app: Readonly<{ name: string; appKey: string; reporting: 'off' | 'warn' | 'enforce' }>;
}>;

const Binding = v.looseObject({
  bindingId: v.string(),
  status: v.string(),
  x: v.string(),
  subscriptionId: v.optional(v.string()),
});
const Call = v.looseObject({
  callId: v.string(),
  answered: v.boolean(),
  talkSeconds: v.nullish(v.number()),
  events: v.optional(v.array(v.looseObject({ type: v.string() })), []),
  recording: v.nullish(v.looseObject({ status: v.string() })),
});
const RecordingLink = v.looseObject({ url: v.string(), sha256: v.string(), sizeBytes: v.number() });
const listOf = <Item extends v.GenericSchema>(item: Item) => v.looseObject({ items: v.array(item) });

/** Everything that the steps share: who they talk to, and what the earlier ones have seen. */
type Progress = JourneyRuntime & {
  readonly seen: { bindingId: string; x: string; sessionId: string; callId: string; objectName: string };
};

/** The steps in their order; each relies on the ones before it, so the first failure ends the journey. */
export const journeySteps = (runtime: JourneyRuntime): readonly Step[] => {
  const progress = { ...runtime, seen: { bindingId: '', x: '', sessionId: '', callId: '', objectName: '' } };
  const steps = runtime.app.reporting === 'off' ? STEPS : [REPORT_FIRST, ...STEPS];
  return steps.map(([name, run, place]) => ({
    name,
    run: () => run(progress),
    url: () => place(progress),
  }));
};

/** As in the platform's console; an app that enforces binds nobody else. */
const reportA = async ({ simulator }: Progress): Promise<string> => {
  await simulator.control.reports.decide({ number: A, outcome: 'reported' });
  return 'at the simulated platform';
};

const callOf = async ({ api, seen }: Progress) =>
  expectAnswer(await api.get(`/calls/${seen.callId}`), 200, Call);

const bindTwoPeople = async ({ api, app, seen }: Progress): Promise<string> => {
  const body = { mode: 'AXB', app: app.name, a: A, b: B, reference: `journey-${Date.now()}` };
  const recorded = { ...body, record: true, recordTone: 'recording-notice.wav', ttlSeconds: 3600 };
  const binding = expectAnswer(await api.post('/bindings', recorded), 201, Binding);
  seen.bindingId = binding.bindingId;
  seen.x = binding.x;
  expectEqual(binding.status, 'active', 'status');
  return `through ${binding.x}`;
};

const findItAtPlatform = async ({ simulator, app, seen }: Progress): Promise<string> => {
  const held = await simulator.control.bindings({ appKey: app.appKey, x: seen.x });
  const pairs = held.filter(({ a, b }) => a === A && b === B);
  expectEqual(pairs.length, 1, 'bindings of this pair at the platform');
  return 'once';
};

const placeCall = async ({ simulator, seen }: Progress): Promise<string> => {
  const placed = await simulator.control.placeCall({
    from: A,
    to: seen.x,
    outcome: 'answered',
    talkSeconds: TALK_SECONDS,
  });
  seen.sessionId = placed.sessionId;
  seen.objectName = placed.recordObjectName ?? '';
  if (seen.objectName === '') throw new Error('the platform made no recording');
  return `${TALK_SECONDS} s of talk`;
};

const awaitEventsAndCdr = async (progress: Progress): Promise<string> => {
  const { api, seen } = progress;
  const complete = await waitUntil('the call with its events and its CDR', PUSHED_WITHIN_MS, async () => {
    const { items } = expectAnswer(await api.get(`/calls?bindingId=${seen.bindingId}`), 200, listOf(Call));
    seen.callId = items[0]?.callId ?? '';
    if (seen.callId === '') return undefined;
    const found = await callOf(progress);
    return found.answered && found.talkSeconds === TALK_SECONDS && found.events.length >= 5
      ? found
      : undefined;
  });
  return complete.events.map(({ type }) => type).join(', ');
};

const awaitArchive = async (progress: Progress): Promise<string> => {
  const { api } = progress;
  await waitUntil('an archived recording', ARCHIVED_WITHIN_MS, async () => {
    // The schedule does this once a minute; the journey does not wait for it.
    await api.invoke('recording-archiver', {});
    const { recording } = await callOf(progress);
    return recording?.status === 'archived' ? recording : undefined;
  });
  return 'in S3';
};

const compareRecording = async ({ api, simulator, seen }: Progress): Promise<string> => {
  const link = expectAnswer(await api.get(`/calls/${seen.callId}/recording`), 200, RecordingLink);
  const archived = Buffer.from(await (await fetch(link.url)).arrayBuffer());
  const served = (await simulator.control.recordingBytes(seen.objectName)) ?? Buffer.alloc(0);
  if (!archived.equals(served)) throw new Error(`${archived.length} bytes archived, ${served.length} served`);
  expectEqual(createHash('sha256').update(archived).digest('hex'), link.sha256, 'sha256');
  expectEqual(wavFormat(archived), 'A-law 8000 Hz mono', 'sound');
  return `${archived.length} bytes, ${wavFormat(archived)}`;
};

const sendMessage = async ({ api, simulator, seen }: Progress): Promise<string> => {
  await simulator.control.sendText({ from: B, to: seen.x, content: TEXT });
  await waitUntil('the text message', PUSHED_WITHIN_MS, async () => {
    const answer = await api.get(`/messages?bindingId=${seen.bindingId}`);
    return expectAnswer(answer, 200, listOf(v.looseObject({}))).items[0];
  });
  return 'from B to A';
};

const unbind = async ({ api, simulator, app, seen }: Progress): Promise<string> => {
  const released = expectAnswer(await api.delete(`/bindings/${seen.bindingId}`), 200, Binding);
  expectEqual(released.status, 'released', 'status');
  const held = await simulator.control.bindings({ appKey: app.appKey, x: seen.x });
  expectEqual(held.filter(({ a, b }) => a === A && b === B).length, 0, 'bindings left at the platform');
  return 'released here and there';
};

const atSimulator =
  (place: (progress: Progress) => string) =>
  (progress: Progress): string =>
    `${progress.simulator.url}/console#/${place(progress)}`;

const NUMBERS = atSimulator(({ app }) => `numbers/${encodeURIComponent(app.appKey)}`);
const CALL = atSimulator(({ seen }) => `calls/${encodeURIComponent(seen.sessionId)}`);
const PUSHES = atSimulator(() => 'pushes');
const REQUESTS = atSimulator(() => 'requests');
/** In the operator console. */
const OUR_CALL = ({ api, seen }: Progress): string => `${api.url}/console#/search/call/${seen.callId}`;

type NamedStep = readonly [
  name: string,
  run: (progress: Progress) => Promise<string>,
  place: (progress: Progress) => string,
];
const REPORT_FIRST: NamedStep = ['A is reported to the carriers', reportA, REQUESTS];
const STEPS: readonly NamedStep[] = [
  ['bind two people', bindTwoPeople, REQUESTS],
  ['the platform holds the binding', findItAtPlatform, NUMBERS],
  ['a call is placed and answered', placeCall, CALL],
  ['its events and its CDR are pushed', awaitEventsAndCdr, PUSHES],
  ['the recording is archived', awaitArchive, OUR_CALL],
  ['it is what the platform served, and playable', compareRecording, CALL],
  ['a text message is pushed', sendMessage, PUSHES],
  ['unbind', unbind, REQUESTS],
];

const expectEqual = (actual: unknown, expected: unknown, what: string): void => {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} and not ${String(expected)}`);
};

/** Format, rate and channels of a RIFF/WAVE file. Source: the `fmt ` chunk of the RIFF specification; 6 is A-law. */
const wavFormat = (bytes: Buffer): string => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return 'no WAVE file';
  const at = bytes.indexOf('fmt ', 12, 'latin1');
  if (at < 0 || bytes.length < at + 24) return 'a WAVE file without format';
  const format = bytes.readUInt16LE(at + 8) === 6 ? 'A-law' : `format ${bytes.readUInt16LE(at + 8)}`;
  const channels = bytes.readUInt16LE(at + 10) === 1 ? 'mono' : `${bytes.readUInt16LE(at + 10)} channels`;
  return `${format} ${bytes.readUInt32LE(at + 12)} Hz ${channels}`;
};
