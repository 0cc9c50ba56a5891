/** An erasure that is looked after once more: what the platform still sent about the person, and what had to stay at first. */
export type StandingOrder = Readonly<{
  /** A look-up key of the number, of a kind of its own: one order a person. */
  id: string;
  number: string;
  operator: string;
  /** When it was given, ISO 8601 UTC; what was made later is not meant. */
  at: string;
  /** When it is looked after. */
  dueAt: string;
  /** Where a look that has begun goes on. */
  from?: string | undefined;
  /** The bindings in which the person was, and since when. */
  memberships?: Readonly<Record<string, string>> | undefined;
  /** Something had to stay, or could not be opened, in the part of the look that is over. */
  isIncomplete?: boolean | undefined;
}>;

type Memberships = StandingOrder['memberships'];

/** The bindings that several orders about one person know, each since the earliest moment. */
export const joinMemberships = (each: readonly Memberships[]): Memberships => {
  const joined = new Map<string, string>();
  for (const [id, since] of each.flatMap((memberships = {}) => Object.entries(memberships))) {
    const known = joined.get(id);
    joined.set(id, known !== undefined && known < since ? known : since);
  }
  return each.every((memberships) => memberships === undefined) ? undefined : Object.fromEntries(joined);
};

/** An entry in the audit: who looked for a person, or read or erased everything about him. */
export type PersonAudit = Readonly<{
  id: string;
  action: 'person-looked-for' | 'person-exported' | 'person-erased';
  operator: string;
  at: string;
}>;

/** Each method throws `AppError` `store-unavailable`. */
export interface StandingOrders {
  /** Stores it, or replaces the one of the same person. */
  put(order: StandingOrder): Promise<void>;
  /** Stores how far it is, unless it was given anew since, or is gone. It is kept for a week from then on. */
  persistProgress(order: StandingOrder): Promise<void>;
  list(): Promise<readonly StandingOrder[]>;
  /** Removes it, unless it was given anew since. */
  remove(order: StandingOrder): Promise<void>;
  /** Stores an entry; to be called before anything is done. */
  audit(entry: PersonAudit): Promise<void>;
}

/** A call lasts a day at most (1440 minutes), and its CDR is pushed again for 300 minutes. */
export const SECOND_LOOK_SECONDS = 30 * 3600;

/** Where something had to stay or could not be opened, it is tried again each day for a week. */
export const AGAIN_SECONDS = 24 * 3600;
export const SPARE_SECONDS = 7 * 24 * 3600;
