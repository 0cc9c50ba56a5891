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

/** One step: what it proves, and a remark on how it went. */
export type Step = Readonly<{ name: string; run: () => Promise<string> }>;

/** What the steps work with. */
export type JourneyRuntime = Readonly<{
  api: ApiClient;
  simulator: Simulator;
  /** An AXB app that has at least one number. */
  app: Readonly<{ name: string; appKey: string }>;
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

/** The steps in their order; each relies on the ones before it, so the first failure ends the journey. */
export const journeySteps = ({ api, simulator, app }: JourneyRuntime): readonly Step[] => {
  const { control } = simulator;
  const seen = { bindingId: '', x: '', callId: '', objectName: '' };

  const call = async () => expectAnswer(await api.get(`/calls/${seen.callId}`), 200, Call);

  return [
    {
      name: 'bind two people',
      run: async () => {
        const body = { mode: 'AXB', app: app.name, a: A, b: B, reference: `journey-${Date.now()}` };
        const recorded = { ...body, record: true, recordTone: 'recording-notice.wav', ttlSeconds: 3600 };
        const binding = expectAnswer(await api.post('/bindings', recorded), 201, Binding);
        seen.bindingId = binding.bindingId;
        seen.x = binding.x;
        expectEqual(binding.status, 'active', 'status');
        return `through ${binding.x}`;
      },
    },
    {
      name: 'the platform holds the binding',
      run: async () => {
        const held = await control.bindings({ appKey: app.appKey, x: seen.x });
        const pairs = held.filter(({ a, b }) => a === A && b === B);
        expectEqual(pairs.length, 1, 'bindings of this pair at the platform');
        return 'once';
      },
    },
    {
      name: 'a call is placed and answered',
      run: async () => {
        const placed = await control.placeCall({
          from: A,
          to: seen.x,
          outcome: 'answered',
          talkSeconds: TALK_SECONDS,
        });
        seen.objectName = placed.recordObjectName ?? '';
        if (seen.objectName === '') throw new Error('the platform made no recording');
        return `${TALK_SECONDS} s of talk`;
      },
    },
    {
      name: 'its events and its CDR are pushed',
      run: async () => {
        const complete = await waitUntil(
          'the call with its events and its CDR',
          PUSHED_WITHIN_MS,
          async () => {
            const { items } = expectAnswer(
              await api.get(`/calls?bindingId=${seen.bindingId}`),
              200,
              listOf(Call),
            );
            seen.callId = items[0]?.callId ?? '';
            if (seen.callId === '') return undefined;
            const found = await call();
            return found.answered && found.talkSeconds === TALK_SECONDS && found.events.length >= 5
              ? found
              : undefined;
          },
        );
        return complete.events.map(({ type }) => type).join(', ');
      },
    },
    {
      name: 'the recording is archived',
      run: async () => {
        await waitUntil('an archived recording', ARCHIVED_WITHIN_MS, async () => {
          // The schedule does this once a minute; the journey does not wait for it.
          await api.invoke('recording-archiver', {});
          const { recording } = await call();
          return recording?.status === 'archived' ? recording : undefined;
        });
        return 'in S3';
      },
    },
    {
      name: 'it is what the platform served, and playable',
      run: async () => {
        const link = expectAnswer(await api.get(`/calls/${seen.callId}/recording`), 200, RecordingLink);
        const archived = Buffer.from(await (await fetch(link.url)).arrayBuffer());
        const served = (await control.recordingBytes(seen.objectName)) ?? Buffer.alloc(0);
        if (!archived.equals(served))
          throw new Error(`${archived.length} bytes archived, ${served.length} served`);
        expectEqual(createHash('sha256').update(archived).digest('hex'), link.sha256, 'sha256');
        expectEqual(wavFormat(archived), 'A-law 8000 Hz mono', 'sound');
        return `${archived.length} bytes, ${wavFormat(archived)}`;
      },
    },
    {
      name: 'a text message is pushed',
      run: async () => {
        await control.sendText({ from: B, to: seen.x, content: TEXT });
        await waitUntil('the text message', PUSHED_WITHIN_MS, async () => {
          const answer = await api.get(`/messages?bindingId=${seen.bindingId}`);
          return expectAnswer(answer, 200, listOf(v.looseObject({}))).items[0];
        });
        return 'from B to A';
      },
    },
    {
      name: 'unbind',
      run: async () => {
        const released = expectAnswer(await api.delete(`/bindings/${seen.bindingId}`), 200, Binding);
        expectEqual(released.status, 'released', 'status');
        const held = await control.bindings({ appKey: app.appKey, x: seen.x });
        expectEqual(held.filter(({ a, b }) => a === A && b === B).length, 0, 'bindings left at the platform');
        return 'released here and there';
      },
    },
  ];
};

const expectEqual = (actual: unknown, expected: unknown, what: string): void => {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} and not ${String(expected)}`);
};

/** Format, rate and channels of a RIFF/WAVE file. Source: the `fmt ` chunk of the RIFF specification; 6 is A-law. */
export const wavFormat = (bytes: Buffer): string => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return 'no WAVE file';
  const at = bytes.indexOf('fmt ', 12, 'latin1');
  if (at < 0 || bytes.length < at + 24) return 'a WAVE file without format';
  const format = bytes.readUInt16LE(at + 8) === 6 ? 'A-law' : `format ${bytes.readUInt16LE(at + 8)}`;
  const channels = bytes.readUInt16LE(at + 10) === 1 ? 'mono' : `${bytes.readUInt16LE(at + 10)} channels`;
  return `${format} ${bytes.readUInt32LE(at + 12)} Hz ${channels}`;
};
