import { useMe } from '../api/use-me.js';
import { may, type AskedPermission } from './may.js';

/** Whether whoever is signed in may do this. */
export const useMay = (permission: AskedPermission): boolean => may(useMe(), permission);
