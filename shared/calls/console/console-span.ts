/** The moments and the length of a line: ISO 8601 UTC, whole seconds; what the list does not have is absent. */
export type ConsoleSpan = Readonly<{
  startedAt: string;
  ringingAt?: string | undefined;
  answeredAt?: string | undefined;
  endedAt?: string | undefined;
  talkSeconds?: number | undefined;
  /** The list does not say whether, or when, somebody answered: the talk is not known. */
  answerUnclear?: true | undefined;
}>;

/** The moments and the length may be rounded apart. */
const ROUNDING_SECONDS = 2;

/** Contradictions within a line: one wrong cell, or a column in another zone, would bill hours. */
export const spanFaults = ({
  startedAt,
  ringingAt,
  answeredAt,
  endedAt,
  talkSeconds,
}: ConsoleSpan): readonly string[] => {
  const moments = [startedAt, ringingAt, answeredAt, endedAt].flatMap((at) =>
    at === undefined ? [] : [Date.parse(at) / 1000],
  );
  if (moments.some((at, place) => at < (moments[place - 1] ?? at) - ROUNDING_SECONDS))
    return ['start, ringing, answer and end are not in this order'];
  if (talkSeconds === undefined || endedAt === undefined) return [];
  // Without an answer the talk can be no longer than the call.
  const from = Date.parse(answeredAt ?? startedAt) / 1000;
  const over = talkSeconds - (Date.parse(endedAt) / 1000 - from);
  const isApart = over > ROUNDING_SECONDS || (answeredAt !== undefined && over < -ROUNDING_SECONDS);
  return isApart ? ['the length of the talk contradicts its answer or end: look at its unit, seconds'] : [];
};

/**
 * Two of answer, end and length give the third. A length of 0, or an empty cell for the answer, says that nobody answered; a length alone, or no
 * word about the answer, leaves the talk unknown.
 *
 * @param namesAnswers whether the list has a column for the answer
 */
export const completeSpan = (
  { startedAt, ringingAt, answeredAt, endedAt, talkSeconds }: ConsoleSpan,
  namesAnswers: boolean,
): ConsoleSpan => {
  const moved = (at: string | undefined, seconds: number) =>
    at === undefined ? undefined : new Date(Date.parse(at) + seconds * 1000).toISOString();
  if (talkSeconds === 0) return { startedAt, ringingAt, endedAt, talkSeconds };
  const answered = answeredAt ?? (talkSeconds === undefined ? undefined : moved(endedAt, -talkSeconds));
  const isUnclear = answered === undefined && (talkSeconds !== undefined || !namesAnswers);
  return {
    startedAt,
    ringingAt,
    answeredAt: answered,
    endedAt: endedAt ?? (talkSeconds === undefined ? undefined : moved(answeredAt, talkSeconds)),
    talkSeconds,
    ...(isUnclear ? { answerUnclear: true } : {}),
  };
};
