import { describe, expect, it } from 'vitest'
import { monthOf, slotMinutes } from './visits'

describe('reception days', () => {
  it('divides the time into whole minutes', () => {
    expect(slotMinutes('9:00', '11:30', 10)).toBe(15)
    expect(slotMinutes('9:00', '10:00', 7)).toBe(8)
    expect(slotMinutes('10:00', '9:00', 3)).toBe(0)
    expect(slotMinutes('9', '10:00', 3)).toBe(0)
    expect(slotMinutes('9:00', '10:00', 0)).toBe(0)
  })

  it('walks from month to month', () => {
    expect(monthOf('2026-11-24')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
    expect(monthOf('2026-12-31', 1)).toEqual({ from: '2027-01-01', to: '2027-01-31' })
    expect(monthOf('2026-03-01', -1)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  })
})
