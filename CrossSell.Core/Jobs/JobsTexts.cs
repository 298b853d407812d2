using CrossSell.Core.Common;

namespace CrossSell.Core.Jobs;

/// <summary>The texts of this room; in other languages they stand in the resource files beside this one.</summary>
internal static class JobsTexts
{
    public static readonly Texts L = new(typeof(JobsTexts));
}
