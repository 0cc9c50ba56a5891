import type { E164 } from '../../kernel/e164.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { BindingChange } from './binding-platform.ts';

/** A field of a binding that a change may name. */
export type ChangeableField = keyof BindingChange;

/** The differences between the modes, as data. */
export type ModeRules = Readonly<{
  /** The side that picks X when the caller names none: we, or the platform because it has no parameter for it. */
  picks: 'us' | 'platform';
  /** When the platform can pick an X only with an area code; AXB otherwise takes the home city of a mobile A. */
  needsArea: 'always' | 'fixed-line' | 'never';
  /** The holders of X, none of whom can hold it twice; `owner` keeps X for one binding alone. */
  reservations: readonly ('a' | 'b' | 'owner')[];
  /** The end of a binding whose time is up: by the platform's timer, by an unbind of our sweeper, or by our clock alone. */
  endedBy: 'platform' | 'sweeper' | 'clock';
  /** The fields of a live binding that can change; X never. */
  changeable: readonly ChangeableField[];
  /** The most X that one A may have, where there is a limit (`privatenumber_02_0011`, 1011003). */
  mostNumbersPerA?: number;
}>;

const SHARED: readonly ChangeableField[] = ['record', 'recordTone', 'userData'];

/** Sources: the model and modify sections of `privatenumber_02_0004`, `_0013`, `_0023_1` and `privatenumber_axyb_0016`. */
const MODE_RULES = {
  AXB: {
    picks: 'us',
    needsArea: 'fixed-line',
    reservations: ['a', 'b'],
    endedBy: 'platform',
    changeable: [
      ...SHARED,
      'a',
      'b',
      'callDirection',
      'ttlSeconds',
      'maxCallMinutes',
      'lastMinuteTone',
      'sms',
      'waitingTones',
    ],
  },
  AX: {
    picks: 'us',
    needsArea: 'always',
    reservations: ['a', 'owner'],
    endedBy: 'sweeper',
    changeable: [...SHARED, 'a', 'callDirection', 'ttlSeconds', 'maxCallMinutes', 'lastMinuteTone', 'sms'],
    mostNumbersPerA: 5,
  },
  AXE: {
    picks: 'us',
    needsArea: 'always',
    reservations: ['a'],
    endedBy: 'platform',
    changeable: [...SHARED, 'ttlSeconds', 'callback', 'callbackTtlSeconds'],
  },
  AXYB: {
    picks: 'platform',
    needsArea: 'never',
    reservations: ['a', 'owner'],
    endedBy: 'platform',
    changeable: ['b'],
    mostNumbersPerA: 5,
  },
  X: {
    picks: 'us',
    needsArea: 'never',
    reservations: ['a', 'b'],
    endedBy: 'clock',
    changeable: [
      ...SHARED,
      'a',
      'b',
      'callDirection',
      'ttlSeconds',
      'maxCallMinutes',
      'lastMinuteTone',
      'waitingTones',
    ],
  },
} satisfies Record<Mode, ModeRules>;

/** The rules of a mode. */
export const rulesOfMode = (mode: Mode): ModeRules => MODE_RULES[mode];

/** Stands for a party where a binding has an X alone; no party's number, because it is not a number. */
export const OWNER = 'owner';

type Parties = Readonly<{ mode: Mode; a: E164; b?: E164 | undefined }>;

/** The parties that reserve X, as strings to make look-up keys of. */
export const reservingPartiesOf = ({ mode, a, b }: Parties): readonly string[] =>
  rulesOfMode(mode).reservations.flatMap((reservation) =>
    reservation === 'owner' ? [OWNER] : ((reservation === 'a' ? a : b) ?? []),
  );

/** The reserving parties that are people. */
export const peopleOf = (parties: Parties): readonly string[] =>
  reservingPartiesOf(parties).filter((party) => party !== OWNER);

/**
 * Whether a repeat of the bind is refused by the platform when both come through. It is where X is named, which holds a
 * person once; in AXE only with the extension. Where the platform chooses, the repeat gets another number.
 */
export const isRepeatSafe = ({
  x,
  mode,
  extension,
}: Readonly<{ x?: unknown; mode: string; extension?: unknown }>): boolean =>
  x !== undefined && (mode !== 'AXE' || extension !== undefined);
