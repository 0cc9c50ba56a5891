import { modelOf } from './model.ts';

modelOf('AX', 'platform');
