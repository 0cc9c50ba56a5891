import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { useReading } from '../../kit/state/repeat.ts';
import { hrefOf, route } from '../../kit/state/route.ts';
import { NumberImport } from '../number-import/number-import.tsx';
import { showProblem } from '../problem-note.tsx';
import { CityList } from './city-list.tsx';
import { CityTable, measuredText } from './city-table.tsx';
import { NumberList } from './number-list.tsx';
import { loadPools, numbers, pools, readPoolAgain } from './pool-state.ts';
import { poolTexts } from './texts.ts';

/** The word in the address where numbers are imported. */
const IMPORT = 'import';

/** How full the pools are, the numbers themselves, and their import. */
export const PoolPage = () => {
  const [, place] = route.value;
  return place === IMPORT ? <NumberImport back={hrefOf('pool')} /> : <Pools />;
};

const Pools = () => {
  const t = poolTexts.value;
  useReading(readPoolAgain);
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        <div class="row">
          <ReadAt loaded={numbers.state.value} again={readPoolAgain} />
          <a class="button main" href={hrefOf('pool', IMPORT)}>
            {t.import}
          </a>
        </div>
      </div>
      <Show loaded={pools.state.value} failed={showProblem} again={loadPools}>
        {({ items }) =>
          items.length === 0 ? (
            <Card>
              <Empty>{t.empty}</Empty>
            </Card>
          ) : (
            <div class="stack">
              <Card title={t.cities} tools={<span class="small dim">{measuredText(items)}</span>}>
                {items.every(({ complete }) => complete) ? null : <Note tone="warn">{t.incomplete}</Note>}
                <CityList cities={items} />
                <details>
                  <summary>{t.meaning}</summary>
                  <ul class="meanings">
                    {t.meanings.map((text) => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                </details>
              </Card>
              <Card title={t.figures}>
                <CityTable cities={items} />
              </Card>
            </div>
          )
        }
      </Show>
      <NumberList />
    </>
  );
};
