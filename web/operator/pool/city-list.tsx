import { countText, momentText, percentText } from '../../kit/format/times.ts';
import { Badge } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { type CityPool, citySpans } from './city-spans.ts';
import { poolTexts } from './texts.ts';

/** The name of a city, as far as its numbers say one. */
export const cityName = (areaCode: string | null): string => areaCode ?? poolTexts.value.noCity;

/** The cities, each with a bar of its numbers by state, and in words how much of them is in use. */
export const CityList = ({ cities }: Readonly<{ cities: readonly CityPool[] }>) => (
  <ul class="list">
    {cities.map((city) => (
      <li key={`${city.app} ${city.areaCode}`} class="city">
        <CityLine city={city} />
      </li>
    ))}
  </ul>
);

const CityLine = ({ city }: Readonly<{ city: CityPool }>) => {
  const t = poolTexts.value;
  const count = (figure: number) => countText(figure, language.value);
  const spans = citySpans(city);
  return (
    <>
      <div class="row">
        <strong>{cityName(city.areaCode)}</strong>
        <span class="dim">
          {city.app} · {city.mode}
        </span>
        {city.low ? (
          <Badge tone="bad">
            {t.low}
            {city.lowSince === null ? '' : ` ${t.lowSince(momentText(city.lowSince, language.value))}`}
          </Badge>
        ) : null}
      </div>
      <div class="meter" aria-hidden="true">
        {spans.map((span) => (
          <span key={span.kind} class={`pool-${span.kind}`} style={{ flexGrow: span.count }} />
        ))}
      </div>
      <ul class="row small">
        {spans.map((span) => (
          <li key={span.kind} class="row">
            <span class={`dot pool-${span.kind}`} aria-hidden="true" />
            {count(span.count)} {t.spans[span.kind]}
          </li>
        ))}
      </ul>
      <p class="small dim">
        {t.summary(percentText(city.fill, language.value), count(city.liveBindings))} ·{' '}
        {t.neededText(count(city.needed))}
      </p>
    </>
  );
};
