const MINUTE_MS = 60_000;

/** The time between an instant (ISO 8601) and now in the largest unit that has two of it: `35 min`, `3 h`, `12 days`. */
export const ageOf = (instant: string, now: Date): string => {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(instant)) / MINUTE_MS));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
};
