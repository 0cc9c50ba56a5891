/** Ways in which real deliveries differ from each other and from the pages. */
export type Dialect = {
  /** `old`: the form of the documents; `new`: the form of newer hosts, which holds phone numbers. */
  sessionId: 'old' | 'new';
  /** The value of an optional text that has none. */
  optionalFields: 'omit' | 'empty' | 'null';
  textSms: 'TextSMS' | 'Text SMS ';
  /** Fields that come only on request to support, and some that no page lists. */
  extraFields: boolean;
  extParas: 'array' | 'object';
  /** Integers of bind and query answers as digit strings. */
  numbersAsStrings: boolean;
  /** Name of the extension in the CDRs of AXE: page and samples differ. */
  extension: 'extendNum' | 'extendNumber';
  /** Name of the list in the answer of AXE's query v2.0, which no page we read tells. */
  axeList: string;
  /** CDRs carry the optional `icid`. */
  icid: boolean;
  /** The answer to a query without match: a refusal with this code, or 200 with an empty list. */
  emptyQuery: '1016001' | '1012007' | '1010002' | 'total-0';
};

export const DEFAULT_DIALECT: Dialect = {
  sessionId: 'old',
  optionalFields: 'omit',
  textSms: 'TextSMS',
  extraFields: false,
  extParas: 'array',
  numbersAsStrings: false,
  extension: 'extendNum',
  axeList: 'extendNumList',
  icid: true,
  emptyQuery: '1016001',
};

type Fields = Record<string, unknown>;

/** The fields in the dialect's spelling: those that are undefined are left out, emptied or nulled. */
export const spellOptional = (fields: Fields, { optionalFields }: Dialect): Fields => {
  const stand = { omit: undefined, empty: '', null: null }[optionalFields];
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, value === undefined ? stand : value] as const)
      .filter(([, value]) => value !== undefined),
  );
};

/** Integers of an answer, as digits when the dialect says so; looks into lists of entries. */
export const spellNumbers = (fields: Fields, dialect: Dialect): Fields => {
  if (!dialect.numbersAsStrings) return fields;
  return JSON.parse(JSON.stringify(fields), (_name, value) =>
    typeof value === 'number' ? String(value) : value,
  );
};
