import { signal } from '@preact/signals';
import { createWork } from '../../kit/state/work.ts';
import { ask } from '../api.ts';
import { type Progress, type ReplayOrder, type ReplayReport, runReplay } from '../journal/run-replay.ts';
import { atSignOut } from '../session.ts';

/** A run that was ordered, and how far it came. It goes on while other pages are looked at. */
export type Run = Readonly<{ order: ReplayOrder; progress: Progress | undefined }>;

/** The last run. */
export const run = signal<Run | undefined>(undefined);

/** Whether it goes on, and why it failed. */
export const replaying = createWork();

const isStopping = signal(false);

/** Ends the run when the page that is asked for is there. */
export const stopReplay = (): void => {
  isStopping.value = true;
};

/** Tells whether that was asked for. */
export const isToStop = (): boolean => isStopping.value;

/** Begins a run, or goes on with the one that ended before its end. */
export const startReplay = (order: ReplayOrder, start?: Progress): void =>
  void replaying.run(async () => {
    isStopping.value = false;
    run.value = { order, progress: start };
    const askPage = (path: string, body: object) => ask<ReplayReport>('POST', path, { body });
    await runReplay(askPage, order, {
      start,
      tell: (progress) => {
        if (run.peek() !== undefined) run.value = { order, progress };
      },
      mayGoOn: () => !isStopping.peek(),
    });
  });

atSignOut(() => {
  stopReplay();
  run.value = undefined;
  replaying.clear();
});
