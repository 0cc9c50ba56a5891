/** A stored item or the attributes of one in plain values, before a schema has read it. */
export type Attributes = Record<string, unknown>;

type Call = Readonly<{
  /** The work this call is part of, for the message of its failure: "reading the binding". */
  purpose: string;
  table: string;
}>;

/** The `#names` and `:values` that the expressions of a call speak of. */
type Placeholders = Readonly<{
  names?: Readonly<Record<string, string>> | undefined;
  values?: Readonly<Attributes> | undefined;
}>;

/** A condition on the item that is there; without one a write always happens. */
type Conditional = Placeholders & Readonly<{ condition?: string | undefined }>;

export type GetInput = Call & Readonly<{ key: Attributes }>;
export type PutInput = Call & Conditional & Readonly<{ item: Attributes }>;
export type RemoveInput = Call & Conditional & Readonly<{ key: Attributes }>;
export type UpdateInput = Call &
  Conditional &
  Readonly<{
    key: Attributes;
    /** The update expression: SET, REMOVE and ADD. */
    change: string;
    /** Asks for the item as the update leaves it. */
    returnItem?: boolean | undefined;
  }>;

/** The outcome of a write. A condition that does not hold is an outcome and no error. */
export type WriteOutcome =
  | Readonly<{
      written: true;
      /** The whole item, after an update that asked for it. */
      item?: Attributes | undefined;
    }>
  | Readonly<{ written: false }>;

export type QueryInput = Call &
  Placeholders &
  Readonly<{
    /** An index in place of the table itself. */
    index?: string | undefined;
    /** The key condition. */
    where: string;
    descending?: boolean | undefined;
    /** The most items of a page. */
    limit?: number | undefined;
    /** The key behind which the page begins. */
    start?: Attributes | undefined;
    /** Only counts; the page holds no items. */
    countOnly?: boolean | undefined;
  }>;

/** A walk over a whole table, in no order that means anything. */
export type ScanInput = Call &
  Readonly<{
    /** The most items of a page. */
    limit?: number | undefined;
    /** The key behind which the page begins. */
    start?: Attributes | undefined;
  }>;

export type QueryPage = Readonly<{
  items: readonly Attributes[];
  count: number;
  /** Where the next page begins; `undefined`: there is none. A page may be empty and still have a next one. */
  next: Attributes | undefined;
}>;

/** At most 100 keys, none of them twice. */
export type BatchGetInput = Call & Readonly<{ keys: readonly Attributes[] }>;

export type BatchGetAnswer = Readonly<{
  /** In no particular order; absent items are left out. */
  items: readonly Attributes[];
  /** The keys that the engine has not looked at, to be asked for again. */
  unread: readonly Attributes[];
}>;

/**
 * DynamoDB as the stores of this project use it: plain values in and out, expressions in DynamoDB's language. Reads
 * by key or from a table are consistent; an index may lag behind.
 *
 * @throws {AppError} `store-unavailable` from each function, naming the purpose: nothing is known of a write; repeating
 *   it is safe because every write of this project is conditional or the same each time. `internal-error` when the engine
 *   calls the input invalid: nothing was written.
 */
export interface Documents {
  get(input: GetInput): Promise<Attributes | undefined>;
  put(input: PutInput): Promise<WriteOutcome>;
  update(input: UpdateInput): Promise<WriteOutcome>;
  remove(input: RemoveInput): Promise<WriteOutcome>;
  query(input: QueryInput): Promise<QueryPage>;
  batchGet(input: BatchGetInput): Promise<BatchGetAnswer>;
  /** Reads consistently. For work on every item that there is, such as an erasure; no request of a caller scans. */
  scan(input: ScanInput): Promise<QueryPage>;
}
