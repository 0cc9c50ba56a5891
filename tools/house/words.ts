/** A word that the project no longer uses, and the term of the field that stands in its place. */
type RetiredWord = Readonly<{ pattern: RegExp; instead: string }>;

/** Matches also the parts of a compound name, `seatStore` and `takeSeat`. */
export const RETIRED_WORDS: readonly RetiredWord[] = [
  {
    pattern: /\bseat(s|ed|ing)?(?![a-z])|Seat(s|ed|ing)?(?![a-z])|\bsitters?\b|Sitters?\b|\bsits? down\b/,
    instead: 'reservation, reserve',
  },
  { pattern: /\bseize[sd]?\b|\bgiveBack\b/, instead: 'reserve over, release' },
  {
    // Tokens (JWT) have a field of the name `claims`.
    pattern: /\bclaim(s(?![':])|ed|ing)?(?![a-z])|Claim(s|ed)?(?![a-z])/,
    instead: 'idempotency record, pair lock',
  },
  { pattern: /\b[Pp]ursue[sd]?(?![a-z])|Pursue[sd]?(?![a-z])/, instead: 'attempt to bind' },
  { pattern: /\b[Rr]ival(s|ry)?(?![a-z])|Rival(s|ry)?(?![a-z])/, instead: 'competing binds' },
  {
    pattern: /\bsettle[sd]?(?![a-z])|(?<!all)Settle[sd]?(?![a-z])|\bunsettled\b|\bsettling\b/,
    instead: 'resolve, conclude or record',
  },
  { pattern: /\bwithOwner\b|\bdecideText\b|\bDecideText\b/, instead: 'attribute to a binding, SMS routing' },
  {
    pattern: /\bnumber news\b|NumberNews|\bkeepNews\b|\bkeeps? news\b/,
    instead: 'number status report, apply',
  },
  { pattern: /\bcomplaints?(?![a-z])|Complaints?(?![a-z])/, instead: 'number failure' },
  { pattern: /\b[Uu]pkeep\b|Upkeep|\bkeeps? up (a |the )?recordings?\b/, instead: 'recording maintenance' },
  { pattern: /\bkept push(es)?\b|KeptPush(es)?/, instead: 'journaled push' },
  { pattern: /\blambdaWorld\b|\bloggerOf\b|\bWorld\b/, instead: 'Runtime, runtime.logger' },
  { pattern: /\bgoOn\b/, instead: 'hasTime' },
  { pattern: /\brooms?\b/, instead: 'module' },
  { pattern: /\b[Mm]end(s|ed|ing)?\b/, instead: 'fix' },
  { pattern: /(?<![Tt]here )\b(is|are) no (?!longer|more|one\b)/, instead: '"is not a …"' },
  { pattern: /must be a whole number/, instead: '"must be an integer"' },
  { pattern: /the store did not/, instead: '"reading … failed"' },
];
