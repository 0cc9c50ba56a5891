import { dayText } from '../../kit/format/times.ts';
import { language } from '../../kit/state/language.ts';
import { HappeningLine } from './happening.tsx';
import type { Happening } from './timeline.ts';

/** A timeline by days. `chosen`: the id of the entry that is open beside it. */
export const TimelineList = ({
  happenings,
  chosen,
}: Readonly<{ happenings: readonly Happening[]; chosen: string | undefined }>) => (
  <div class="stack">
    {[...byDay(happenings)].map(([day, ofDay]) => (
      <section key={day} aria-label={day}>
        <h3 class="dim">{day}</h3>
        <ul class="list">
          {ofDay.map((happening) => (
            <HappeningLine
              key={`${happening.kind} ${happening.id}`}
              happening={happening}
              chosen={happening.id === chosen}
            />
          ))}
        </ul>
      </section>
    ))}
  </div>
);

/** The happenings of each day. */
const byDay = (happenings: readonly Happening[]): ReadonlyMap<string, readonly Happening[]> => {
  const days = new Map<string, Happening[]>();
  for (const happening of happenings) {
    const day = happening.at === '' ? '' : dayText(happening.at, language.value);
    days.set(day, [...(days.get(day) ?? []), happening]);
  }
  return days;
};
