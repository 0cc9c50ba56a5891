import { ChoiceField, Copy } from '../../kit/parts/controls.tsx';
import { Card, Table } from '../../kit/parts/data.tsx';
import { Empty } from '../../kit/parts/states.tsx';
import { goTo, route } from '../../kit/state/route.ts';
import type { BindingView, SimulatedApp } from '../api/types.ts';
import { Moment } from '../parts/moment.tsx';
import { appNamed } from '../state/chosen-app.ts';
import { live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { AppSettings } from './app-settings.tsx';
import { NumberTable } from './number-table.tsx';
import { numberTexts } from './texts.ts';

/** One app as it is set at the platform, its private numbers, and the bindings on them. */
export const NumbersPage = () => {
  const app = appNamed(route.value[1]);
  if (app === undefined) return null;
  const bindings = live.value?.bindings.filter(({ appKey }) => appKey === app.appKey) ?? [];
  return (
    <>
      <h1>{texts.value.pages.numbers}</h1>
      <p class="dim">{numberTexts.value.lead}</p>
      <Card>
        <div class="form">
          <ChoiceField
            label={texts.value.app}
            name="app"
            value={app.appKey}
            choices={(live.value?.apps ?? []).map(({ appKey, name, mode }) => ({
              value: appKey,
              text: `${name} · ${mode}`,
            }))}
            onChange={(appKey) => goTo('numbers', appKey)}
          />
        </div>
      </Card>
      <NumberTable key={`numbers ${app.appKey}`} app={app} bindings={bindings} />
      <Bindings app={app} bindings={bindings} />
      <AppSettings key={app.appKey} app={app} />
    </>
  );
};

const MOST_LISTED = 100;

const Bindings = ({ app, bindings }: Readonly<{ app: SimulatedApp; bindings: readonly BindingView[] }>) => {
  const t = numberTexts.value;
  const copied = (value: string | null | undefined) =>
    value ? <Copy value={value} what={texts.value.number} /> : '–';
  const own = {
    AX: [],
    AXB: [{ head: t.partyB, cell: ({ b }: BindingView) => copied(b) }],
    X: [],
    AXE: [{ head: t.extension, cell: ({ extension }: BindingView) => copied(extension) }],
    AXYB: [
      { head: t.y, cell: ({ y }: BindingView) => copied(y) },
      { head: t.partyB, cell: ({ b }: BindingView) => copied(b) },
    ],
  }[app.mode];
  return (
    <Card title={t.live}>
      {bindings.length === 0 ? (
        <Empty>{t.noBindings}</Empty>
      ) : (
        <Table
          caption={t.live}
          rows={bindings.slice(-MOST_LISTED).reverse()}
          keyOf={({ subscriptionId, y }) => `${subscriptionId} ${y ?? ''}`}
          columns={[
            { head: t.x, cell: ({ x }) => copied(x) },
            { head: t.partyA, cell: ({ a }) => copied(a) },
            ...own,
            {
              head: t.ends,
              cell: ({ expiresAt }) => (expiresAt === null ? t.never : <Moment at={expiresAt} />),
            },
            {
              head: t.id,
              cell: ({ subscriptionId }) => <Copy id value={subscriptionId} what={texts.value.id} />,
            },
          ]}
        />
      )}
    </Card>
  );
};
