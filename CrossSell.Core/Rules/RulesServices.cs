using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Rules;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class RulesServices
{
    public static IServiceCollection AddRules(this IServiceCollection services) =>
        services
            .AddUndoRule<RuleUndo>()
            .AddSingleton<RuleService>()
            .AddSingleton<RuleList>()
            .AddSingleton<RuleAuthors>()
            .AddSingleton<RuleChoices>()
            .AddSingleton<RulePreviewQuery>();
}
