import type { ReplayReport } from '../../shared/pushes/maintenance/replay.ts';
import type { Stack } from './stack.ts';

type Window = Readonly<{ from: string; to: string }>;

/** The two ways in which an operator has the journal fed to the stores again: by a command, and with a key of our API. */
export const REPLAYS: readonly (readonly [
  way: string,
  replay: (stack: Stack, window: Window) => Promise<ReplayReport>,
])[] = [
  ['a command', (stack, window) => stack.invoke('replay-pushes', window)],
  [
    'a key',
    async (stack, window) => {
      const answer = await stack.request('POST', '/operations/pushes/replay', { body: window });
      if (answer.status !== 200) throw new Error(`not replayed: ${answer.text}`);
      return answer.body;
    },
  ],
];
