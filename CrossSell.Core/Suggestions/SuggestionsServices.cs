using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Suggestions;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class SuggestionsServices
{
    public static IServiceCollection AddSuggestions(this IServiceCollection services) =>
        services
            .AddWriteFollowUp<SuggestionPromiseFollowUp>()
            .AddSingleton<SuggestionPromises>()
            .AddSingleton<MiningPolicyService>()
            .AddSingleton<SuggestionInbox>()
            .AddSingleton<SuggestionService>()
            .AddSingleton<SuggestionChoices>()
            .AddSingleton<SuggestionDetailsQuery>()
            .AddSingleton<PairMonthsQuery>()
            .AddSingleton<SuggestionBulk>()
            .AddSingleton<JobWork, SuggestionBulkWork>()
            .AddSingleton<AutoAccept>()
            .AddSingleton<MiningFollowUp>(provider => provider.GetRequiredService<AutoAccept>());
}
