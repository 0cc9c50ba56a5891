import type { E164 } from '../../kernel/e164.ts';
import type { Mode } from '../../kernel/mode.ts';
import { platformError } from '../../kernel/platform-outcome.ts';
import type { BindingPlatform, PlatformBinding } from '../model/binding-platform.ts';
import type { AdoptionLine } from './adoption.ts';

/** A binding at the platform of which it is told who has which X. */
export type KnownThere = PlatformBinding & Readonly<{ a: E164; x: E164 }>;

/** The app of an adoption, and what it works on. */
export type There = Readonly<{ mode: Mode; platform: BindingPlatform }>;

/**
 * A binding of the platform, by its id. With several people behind a Y each (AXYB) the platform does not say who is B: the line's
 * B is looked for among them, and a line may say that there is none.
 *
 * @throws {AppError} when the platform could not be asked.
 */
export const seenThere = async (
  { mode, platform }: There,
  line: AdoptionLine,
): Promise<PlatformBinding | undefined> => {
  const result = await platform.get(line.subscriptionId);
  if (result.kind !== 'ok') throw platformError(result);
  const theirs = result.value;
  if (theirs === undefined || mode !== 'AXYB') return theirs;
  if (line.b === null) return { ...theirs, b: undefined, y: undefined };
  return theirs.b === undefined && line.b !== undefined ? ofB(platform, theirs, line.b) : theirs;
};

const ofB = async (platform: BindingPlatform, theirs: PlatformBinding, b: E164): Promise<PlatformBinding> => {
  const { subscriptionId, a, x } = theirs;
  if (a === undefined || x === undefined) return theirs;
  const found = await platform.find({ x, a, b });
  if (found.kind !== 'ok') throw platformError(found);
  return found.value?.subscriptionId === subscriptionId
    ? { ...theirs, b: found.value.b, y: found.value.y }
    : theirs;
};

/** True where the platform says who has which X. */
export const isKnown = (theirs: PlatformBinding): theirs is KnownThere =>
  theirs.a !== undefined && theirs.x !== undefined;

/** True for the same people on the same numbers. An AXYB binding without B is not changed by those who call its X. */
export const isSameThere = (one: PlatformBinding, other: PlatformBinding): boolean =>
  one.a === other.a &&
  one.x === other.x &&
  one.extension === other.extension &&
  (one.b === undefined || (one.b === other.b && one.y === other.y));
