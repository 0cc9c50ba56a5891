import { countText, lengthText, percentText } from '../../kit/format/times.ts';
import { Table } from '../../kit/parts/data.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { cityName } from './city-list.tsx';
import type { CityPool } from './city-spans.ts';
import { poolTexts } from './texts.ts';

const STATES = ['available', 'draining', 'suspended', 'unavailable', 'retired'] as const;

const causesText = ({ causes }: CityPool): string =>
  Object.entries(causes)
    .map(([cause, figure]) => `${cause}${kitTexts.value.colon}${figure}`)
    .join(kitTexts.value.comma);

/** Every figure of every city. */
export const CityTable = ({ cities }: Readonly<{ cities: readonly CityPool[] }>) => {
  const t = poolTexts.value;
  const count = (figure: number) => countText(figure, language.value);
  return (
    <Table
      caption={t.figures}
      rows={cities}
      keyOf={({ app, areaCode }) => `${app} ${areaCode}`}
      columns={[
        { head: t.app, cell: ({ app }) => app },
        { head: t.city, cell: ({ areaCode }) => cityName(areaCode) },
        ...STATES.filter((state) => cities.some(({ numbers }) => numbers[state] > 0)).map((state) => ({
          head: t.states[state],
          end: true,
          cell: ({ numbers }: CityPool) => count(numbers[state]),
        })),
        { head: t.usable, end: true, cell: ({ usable }) => count(usable) },
        { head: t.inUse, end: true, cell: ({ inUse }) => count(inUse) },
        { head: t.live, end: true, cell: ({ liveBindings }) => count(liveBindings) },
        { head: t.fill, end: true, cell: ({ fill }) => percentText(fill, language.value) },
        { head: t.needed, end: true, cell: ({ needed }) => count(needed) },
        ...(cities.some((city) => causesText(city) !== '') ? [{ head: t.causes, cell: causesText }] : []),
      ]}
    />
  );
};

/** How old the figures are. */
export const measuredText = (cities: readonly CityPool[]): string => {
  const t = poolTexts.value;
  const age = Math.max(0, ...cities.map(({ ageSeconds }) => ageSeconds));
  return age === 0 ? t.measuredNow : t.measured(lengthText(age, language.value));
};
