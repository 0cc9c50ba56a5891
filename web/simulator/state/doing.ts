import { type Signal, useSignal } from '@preact/signals';
import { refresh } from './live.ts';

/** Something that a person has asked for: it is under way, it is done, or it failed. */
export type Doing<Result> = Readonly<{
  busy: boolean;
  result: Result | undefined;
  error: unknown;
  /** Does it; then what is shown is read again. */
  run: (work: () => Promise<Result>) => void;
}>;

type State<Result> = Readonly<{ busy: boolean; result?: Result; error?: unknown }>;

const start = async <Result>(state: Signal<State<Result>>, work: () => Promise<Result>): Promise<void> => {
  state.value = { ...state.peek(), busy: true };
  try {
    state.value = { busy: false, result: await work() };
  } catch (error) {
    state.value = { busy: false, error };
  }
  await refresh();
};

/** One such thing at a time. */
export const useDoing = <Result>(): Doing<Result> => {
  const state = useSignal<State<Result>>({ busy: false });
  const { busy, result, error } = state.value;
  return { busy, result, error, run: (work) => void start(state, work) };
};
