import { printable, printableJson } from '../printable.ts';
import type { AskedStage } from './asked-stage.ts';
import type { ExitCode, OpsCommand } from './command.ts';
import { describePlace, findPlace, type Place } from './place.ts';

/** The way of a command's words to the person who gave it. */
export type Speech = Readonly<{
  /** Prints the result: as JSON together with the place, or in the words of `describe`. */
  answer: (result: object, describe: () => string) => void;
  /** One line to standard error. */
  tell: (line: string) => void;
}>;

type Asked = AskedStage & Readonly<{ json: boolean }>;

type Definition<Arguments extends Asked> = Omit<OpsCommand, 'run'> &
  Readonly<{
    /** @throws {Error} in words for the person who typed. */
    read: (written: readonly string[]) => Arguments;
    /** Whether an order needs no deployment, so that nothing is said about one. */
    isApart?: (asked: Arguments) => boolean;
    /** @throws {Error} in words for the person who typed: it could not run. */
    run: (asked: Arguments, speech: Speech) => Promise<ExitCode>;
  }>;

/**
 * A command that works on one deployment, and says first on which. `<stage>` and `<region>` in its words are filled in, and a region that was given
 * stands behind each stage, so that the commands in them can be given as they stand and go to the same deployment.
 */
export const deploymentCommand = <Arguments extends Asked>({
  read,
  isApart = () => false,
  run,
  ...command
}: Definition<Arguments>): OpsCommand => ({
  ...command,
  async run(written, { print, tell }) {
    const asked = read(written);
    const place: Place | undefined = isApart(asked) ? undefined : await findPlace(asked);
    if (place !== undefined) tell(describePlace(place));
    const inFull = (text: string) => filledIn(text, asked, place);
    const answer: Speech['answer'] = (result, describe) =>
      print(inFull(asked.json ? jsonOf({ ...place, ...result }) : printable(describe())));
    try {
      return await run(asked, { answer, tell: (line) => tell(printable(inFull(line))) });
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw new Error(printable(inFull(cause.message)), { cause });
    }
  },
});

const jsonOf = (result: object): string => printableJson(JSON.stringify(result, null, 2));

const filledIn = (text: string, { stage, region }: AskedStage, place: Place | undefined): string => {
  const isInAws = place !== undefined && 'region' in place;
  const stageOption =
    isInAws && region !== undefined ? `--stage ${stage} --region ${region}` : `--stage ${stage}`;
  const filled = text.replaceAll('--stage <stage>', stageOption).replaceAll('<stage>', stage);
  return isInAws ? filled.replaceAll('<region>', place.region) : filled;
};
