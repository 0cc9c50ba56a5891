import { ChoiceField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { Badge } from '../../kit/parts/states.tsx';
import { goTo, route } from '../../kit/state/route.ts';
import { Connect } from '../parts/connect.tsx';
import { appNamed } from '../state/chosen-app.ts';
import { isConnected, live } from '../state/live.ts';
import { texts } from '../texts/texts.ts';
import { BindCard } from './bind-card.tsx';
import { CallCard } from './call-card.tsx';
import { TextCard } from './text-card.tsx';
import { playTexts } from './texts.ts';

/** Bind, call, text: each shows at once what came of it on both sides. */
export const PlayPage = () => {
  const t = playTexts.value;
  const app = appNamed(route.value[1]);
  if (app === undefined) return null;
  const bound = live.value?.bindings.filter(({ appKey }) => appKey === app.appKey) ?? [];
  return (
    <>
      <h1>{texts.value.pages.play}</h1>
      <p class="dim">{t.lead}</p>
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
            onChange={(appKey) => goTo('play', appKey)}
          />
        </div>
        <p>
          <Badge>{app.mode}</Badge> {t.modes[app.mode]} <span class="dim">{t.live(bound.length)}</span>
        </p>
      </Card>
      {isConnected.value ? null : <Connect />}
      <div class="grid-2 play" key={app.appKey}>
        {isConnected.value ? <BindCard app={app} /> : null}
        <CallCard app={app} />
        <TextCard app={app} />
      </div>
    </>
  );
};
