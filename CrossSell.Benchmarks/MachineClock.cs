namespace CrossSell.Benchmarks;

/// <summary>The clock of the machine: what is timed here runs as it runs for people.</summary>
internal static class MachineClock
{
#pragma warning disable RS0030 // Timings are of this moment by their nature; nothing is asserted on them.
    public static TimeProvider Time => TimeProvider.System;
#pragma warning restore RS0030
}
