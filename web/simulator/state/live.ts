import { batch, computed, signal } from '@preact/signals';
import { control } from '../api/server.ts';
import type {
  About,
  BindingView,
  CallRecord,
  Due,
  Idleness,
  JournalEntry,
  ListedFault,
  PushEntry,
  RequestEntry,
  SimulatedApp,
} from '../api/types.ts';

/** The simulated platform as it stands. Lists are newest first; what waits has the next first. */
export type Live = Readonly<{
  now: string;
  idle: Idleness;
  about: About;
  apps: readonly SimulatedApp[];
  bindings: readonly BindingView[];
  calls: readonly CallRecord[];
  entries: readonly JournalEntry[];
  faults: readonly ListedFault[];
  due: readonly Due[];
}>;

/** Absent until it was told for the first time; then the last that is known. */
export const live = signal<Live | undefined>(undefined);

/** Why the last refresh failed. */
export const silence = signal<unknown>(undefined);

/** Entries of the journal that are shown; each is read anew, because a push is tried again and its state changes. */
const SHOWN_ENTRIES = 300;

let lastId = 0;

const readEntries = async (): Promise<readonly JournalEntry[]> => {
  const since = Math.max(0, lastId - SHOWN_ENTRIES);
  const entries = await control<readonly JournalEntry[]>('GET', `journal?sinceId=${since}`);
  lastId = Math.max(lastId, ...entries.map(({ id }) => id));
  return [...entries].reverse();
};

/** By their begin; of those of one moment the one that was placed last. A call that is played at once began before it was placed. */
const newestFirst = (calls: readonly CallRecord[]): readonly CallRecord[] =>
  [...calls].reverse().sort((one, other) => Date.parse(other.times.callIn) - Date.parse(one.times.callIn));

const readLive = async (): Promise<Live> => {
  const get = <Answer>(path: string) => control<Answer>('GET', path);
  const [{ now }, idle, about, apps, bindings, calls, entries, faults, due] = await Promise.all([
    get<{ now: string }>('now'),
    get<Idleness>('idle'),
    get<About>('about'),
    get<readonly SimulatedApp[]>('apps'),
    get<readonly BindingView[]>('bindings'),
    get<readonly CallRecord[]>('calls'),
    readEntries(),
    get<readonly ListedFault[]>('faults'),
    get<readonly Due[]>('due'),
  ]);
  return { now, idle, about, apps, bindings, entries, faults, due, calls: newestFirst(calls) };
};

let asked = 0;

/** Reads everything again. An answer that comes later than a newer one is dropped. Never rejects. */
export const refresh = async (): Promise<void> => {
  asked += 1;
  const own = asked;
  try {
    const read = await readLive();
    if (own !== asked) return;
    batch(() => {
      live.value = read;
      silence.value = undefined;
    });
  } catch (error) {
    if (own === asked) silence.value = error;
  }
};

export const pushes = computed((): readonly PushEntry[] =>
  (live.value?.entries ?? []).filter((entry) => entry.kind === 'push'),
);

export const requests = computed((): readonly RequestEntry[] =>
  (live.value?.entries ?? []).filter((entry) => entry.kind === 'request'),
);

/** Whether the simulator was told of our API. */
export const isConnected = computed(() => (live.value?.about.customerApi ?? null) !== null);
