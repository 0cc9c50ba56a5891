import type { CallRecord } from '../calls/call-record.ts';
import type { Calls } from '../calls/calls.ts';
import type { PlaceCall, PlacedCall } from '../calls/place-call.ts';
import type { BindingView, Mode } from '../modes/mode.ts';
import { createNumberStatus, type NumberChange } from '../pushes/number-status.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { Recordings } from '../recordings/recordings.ts';
import type { RecordingView } from '../recordings/stored-recordings.ts';
import type { ReportDecision, Reports, ReportView } from '../reporting/reports.ts';
import type { AppRecord } from '../state/apps.ts';
import { DEFAULT_DIALECT, type Dialect } from '../state/dialect.ts';
import type { Fault, ListedFault } from '../state/faults.ts';
import type { JournalEntry, JournalFilter, PushEntry } from '../state/journal.ts';
import type { PushUrls, SimulatorSettings } from '../state/options.ts';
import type { Platform } from '../state/platform.ts';
import type { SendText, SentText, Texts } from '../texts/texts.ts';
import type { About, AppChanges, DueView, Idleness, RawPush } from './control-types.ts';

/** Everything a test or a person can do to the simulated platform. Each is also a route under `/control`. */
export type SimulatorControl = {
  /** A call by numbers and outcome, looked up at this moment; with pace `instant`, its pushes are done when it resolves. */
  placeCall(call: PlaceCall): Promise<PlacedCall>;
  sendText(text: SendText): Promise<SentText>;
  /** Moves the clock; expiries, re-pushes and all that falls due happen in order and are awaited. */
  advance(seconds: number): Promise<{ now: string }>;
  now(): Promise<string>;
  faults: {
    add(fault: Fault): Promise<ListedFault>;
    list(): Promise<ListedFault[]>;
    clear(id?: number): Promise<void>;
    /** Lets their chances begin anew from a seed. The same seed and order of requests: the same faults. */
    setSeed(seed: number): Promise<{ seed: number }>;
  };
  /** Sends the CDRs that a `batched` fault holds, 1 to 50 in a push. Answers the number of pushes made. */
  flushCdrs(size?: number): Promise<number>;
  /** The same body once more, signed anew. */
  repeatPush(pushId: number): Promise<PushEntry>;
  /** Signs and pushes any body to the application's address of that kind; null: it has none. */
  pushRaw(push: RawPush): Promise<PushEntry | null>;
  journal(filter?: JournalFilter): Promise<JournalEntry[]>;
  /** The matching entries as soon as there are `count` (default 1). @throws after `timeoutMs` of real time. */
  waitFor(filter: JournalFilter & { count?: number }, timeoutMs: number): Promise<JournalEntry[]>;
  idle(): Promise<Idleness>;
  /** The things that wait on the clock, the next first; fifty at most. */
  due(): Promise<DueView[]>;
  about(): Promise<About>;
  bindings(filter?: { appKey?: string; x?: string }): Promise<BindingView[]>;
  calls(): Promise<CallRecord[]>;
  apps(): Promise<AppRecord[]>;
  setApp(appKey: string, changes: AppChanges): Promise<void>;
  /** Also pushes the number status where the application wants it, unless `notify` is false. */
  setNumber(x: string, change: Omit<NumberChange, 'x'> & { notify?: boolean }): Promise<void>;
  /** Changes 1 to 100 numbers and tells it in one push for each application; answers the number of pushes. */
  pushNumberStatus(changes: readonly NumberChange[]): Promise<number>;
  /** The reports of actual users, and the outcome of one; `reported` also without a submission, as in the console. */
  reports: { list(): Promise<ReportView[]>; decide(decision: ReportDecision): Promise<void> };
  setDialect(changes: Partial<Dialect>): Promise<Dialect>;
  setSettings(changes: Partial<SimulatorSettings>): Promise<SimulatorSettings>;
  setPushUrls(appKey: string, urls: PushUrls): Promise<void>;
  /** Size and SHA-256 of what the storage host serves; undefined: no such recording. */
  recording(objectName: string): Promise<RecordingView | undefined>;
  recordingBytes(objectName: string): Promise<Buffer | undefined>;
  /** Forgets bindings, calls, recordings, faults, pushes, journal and dialect; applications are as at the start. A clock of real time is set back, a virtual one goes on. */
  reset(): Promise<void>;
};

/** The parts that the control API works on. */
export type ControlParts = {
  platform: Platform;
  modes: readonly Mode[];
  pushes: Pushes;
  calls: Calls;
  texts: Texts;
  recordings: Recordings;
  reports: Reports;
  inFlight: () => number;
  /** As it was started. */
  about: () => Omit<About, 'faultSeed' | 'dialect' | 'settings'>;
  /** There is a host with a wrong certificate. */
  canMislead: () => boolean;
  /** The settings the simulator was started with. */
  firstSettings: SimulatorSettings;
  forgetFailures: () => void;
  clearReporting: () => void;
};

/** @throws when no application has that key. */
const appOf = ({ apps }: Platform, appKey: string): AppRecord => {
  const app = apps.find(appKey);
  if (!app) throw new Error('No application has this app key');
  return app;
};

const addFault = ({ platform, canMislead }: ControlParts, fault: Fault): ListedFault => {
  if (fault.kind === 'wrong-certificate' && !canMislead())
    throw new Error('wrong-certificate needs a simulator with secureStorage');
  return platform.faults.add(fault);
};

const idlenessOf = ({ pushes, calls, inFlight }: ControlParts): Idleness => {
  const counts = { ...pushes.pending(), runningCalls: calls.running(), requestsInFlight: inFlight() };
  return { idle: Object.values(counts).every((count) => count === 0), ...counts };
};

const bindingsOf = (modes: readonly Mode[], filter: { appKey?: string; x?: string }): BindingView[] =>
  modes
    .flatMap((mode) => mode.bindings())
    .filter(
      ({ appKey, x }) =>
        (filter.appKey === undefined || appKey === filter.appKey) &&
        (filter.x === undefined || x === filter.x),
    );

const resetAll = async (parts: ControlParts): Promise<void> => {
  const { clock, faults, journal, apps, dialect, settings } = parts.platform;
  for (const mode of parts.modes) mode.clear();
  parts.pushes.clear();
  parts.calls.clear();
  parts.recordings.clear();
  parts.clearReporting();
  faults.reset();
  journal.clear();
  apps.reset();
  parts.forgetFailures();
  Object.assign(dialect, DEFAULT_DIALECT);
  Object.assign(settings, parts.firstSettings);
  await clock.clear();
};

const aboutOf = ({ platform: { faults, dialect, settings }, about }: ControlParts): About => ({
  ...about(),
  faultSeed: faults.seed(),
  dialect: { ...dialect },
  settings: { ...settings },
});

const MOST_DUE = 50;

/** The control API of one simulator. */
export const createControl = (parts: ControlParts): SimulatorControl => {
  const { platform, modes, pushes, calls, texts, recordings } = parts;
  const { clock, journal, faults, apps, settings, dialect } = platform;
  const numberStatus = createNumberStatus(apps, pushes);

  return {
    placeCall: (call) => calls.place(call),
    sendText: (text) => texts.send(text),
    async advance(seconds) {
      await clock.advance(seconds);
      return { now: clock.now().toISOString() };
    },
    now: async () => clock.now().toISOString(),
    faults: {
      add: async (fault) => addFault(parts, fault),
      list: async () => faults.list(),
      clear: async (id) => faults.clear(id),
      setSeed: async (seed) => ({ seed: faults.setSeed(seed) }),
    },
    flushCdrs: (size) => pushes.flushCdrs(size),
    repeatPush: async (pushId) => structuredClone(await pushes.repeat(pushId)),
    async pushRaw(push) {
      appOf(platform, push.appKey);
      return structuredClone(await pushes.send(push));
    },
    journal: async (filter = {}) => journal.list(filter),
    waitFor: ({ count = 1, ...filter }, timeoutMs) => journal.waitFor(filter, count, timeoutMs),
    idle: async () => idlenessOf(parts),
    due: async () =>
      clock
        .due()
        .slice(0, MOST_DUE)
        .map(({ at, what }) => ({ at: at.toISOString(), what })),
    about: async () => aboutOf(parts),
    bindings: async (filter = {}) => bindingsOf(modes, filter),
    calls: async () => structuredClone(calls.list()),
    apps: async () => structuredClone(apps.list()),
    async setApp(appKey, changes) {
      Object.assign(appOf(platform, appKey), changes);
    },
    async setNumber(x, { notify = true, ...change }) {
      await numberStatus.change([{ x, ...change }], notify);
    },
    pushNumberStatus: (changes) => numberStatus.change(changes, true),
    reports: {
      list: async () => parts.reports.list(),
      decide: async (decision) => parts.reports.decide(decision),
    },
    setDialect: async (changes) => ({ ...Object.assign(dialect, changes) }),
    setSettings: async (changes) => ({ ...Object.assign(settings, changes) }),
    async setPushUrls(appKey, urls) {
      appOf(platform, appKey).pushUrls = { ...urls };
    },
    recording: async (objectName) => recordings.view(objectName),
    recordingBytes: async (objectName) => recordings.bytes(objectName),
    reset: () => resetAll(parts),
  };
};
