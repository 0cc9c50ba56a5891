import type { Client } from '../../packages/client/src/index.ts';
import type { Phones } from './phones.ts';

/** All that a scene works with. */
export type Tools = Readonly<{
  /** Our API, as a business calls it. */
  client: Client;
  /** The phones of the people, at the simulated platform. */
  phones: Phones;
  /** Moves the clock of the local stack, and ends what has expired meanwhile. */
  later: (seconds: number) => Promise<void>;
  /** Copies the recordings that are due; by itself it happens once a minute. */
  archive: () => Promise<void>;
}>;

/** Does one step and prints it in plain words, with a remark on how it went. */
export type Step = <Result>(
  words: string,
  work: () => Promise<Result>,
  remark?: (result: Result) => string,
) => Promise<Result>;

/** A business in the small. */
export type Scene = Readonly<{
  title: string;
  /** The references of its bindings; those that an earlier run left are ended first. */
  references: readonly string[];
  play: (tools: Tools, step: Step) => Promise<void>;
}>;

type Say = (line: string) => void;

/**
 * Plays a scene to its end, or to the first step that fails.
 *
 * @returns the exit code: 0, or 1 when a step failed
 */
export const playScene = async (scene: Scene, tools: Tools, say: Say): Promise<0 | 1> => {
  say(scene.title);
  const step: Step = async (words, work, remark) => {
    const result = await work().catch((error: unknown) => {
      say(`  ✘ ${words}\n      ${error instanceof Error ? error.message : String(error)}`);
      throw new StepFailed();
    });
    say(`  ✔ ${words}${remark === undefined ? '' : `\n      ${remark(result)}`}`);
    return result;
  };
  try {
    for (const reference of scene.references)
      await tools.client.delete('/bindings', { params: { query: { reference } } });
    await scene.play(tools, step);
  } catch (error) {
    if (!(error instanceof StepFailed)) say(`  ✘ ${error instanceof Error ? error.message : String(error)}`);
    say('The scene ended here.');
    return 1;
  }
  say('The scene is over: everything went as told.');
  return 0;
};

class StepFailed extends Error {}
