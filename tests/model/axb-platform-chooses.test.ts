import { modelOf } from './model.ts';

modelOf('AXB', 'platform');
