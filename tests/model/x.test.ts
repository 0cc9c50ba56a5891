import { modelOf } from './model.ts';

modelOf('X');
