const two = (figure: number): string => String(figure).padStart(2, '0');

/** A moment as a field for one wants it, in the zone of the device: `2026-03-01T08:30`. */
export const localText = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

/** A time as it was entered, in ISO 8601 UTC; `undefined` where it is none, or ends before it begins. */
export const readLocal = (from: string, to: string): Readonly<{ from: string; to: string }> | undefined => {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return start < end ? { from: new Date(start).toISOString(), to: new Date(end).toISOString() } : undefined;
};
