using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <content>What is done with the bundle as a whole, each by one button.</content>
public sealed partial class BundlePage
{
    private Task SubmitAsync() => DoAsync(async actor =>
    {
        var submitted = await Bundles.SubmitAsync(state!.Revision.Id, state.Version, actor);
        if (Feedback.Accepted(submitted))
        {
            Feedback.Say(submitted.Value is { State: RevisionState.Approved }
                ? L["{0} is approved: it needs no review.", state.Content.Name]
                : L["{0} is submitted for review.", state.Content.Name]);
            await LoadAsync();
        }
    });

    private Task WithdrawAsync() => DoAsync(async actor =>
    {
        if (Feedback.Accepted(await Bundles.WithdrawAsync(state!.Revision.Id, state.Version, actor)))
        {
            Feedback.Say(L["Withdrawn. It is a draft again."]);
        }

        await LoadAsync();
    });

    private Task ReviseAsync() => DoAsync(async actor =>
    {
        Feedback.Accepted(await Bundles.ReviseAsync(state!.Bundle.Id, actor));
        await LoadAsync();
    });

    /// <summary>A new bundle with the same content, and on to it.</summary>
    private Task DuplicateAsync() => DoAsync(async actor =>
    {
        var outcome = await Bundles.CreateAsync(BundleWords.CopyOf(state!.Content), actor);
        if (Feedback.Accepted(outcome))
        {
            GoTo(Addresses.Bundle(outcome.Required));
        }
    });

    private Task RetireAsync() => DoAsync(async actor =>
    {
        var outcome = await Bundles.RetireAsync(state!.Bundle.Id, actor);
        if (Feedback.Accepted(outcome))
        {
            OfferUndo(L["Retired {0}.", state.Content.Name], outcome.Required, LoadAsync);
        }

        await LoadAsync();
    });

    private Task DeleteDraftAsync() => DoAsync(async actor =>
    {
        var outcome = await Drafts.DeleteAsync(state!.Revision.Id, state.Version, actor);
        if (!Feedback.Accepted(outcome))
        {
            isReviewed = outcome.Refusal!.Code == BundleDrafts.ReviewedCode;
            return;
        }

        var (name, number, isWhole, changeSet) = outcome.Required;
        var code = Code;
        if (isWhole)
        {
            OfferUndo(L["Deleted the draft {0}.", name], changeSet, () =>
            {
                Navigation.NavigateTo(Addresses.Bundle(code));
                return Task.CompletedTask;
            });
            GoTo(Addresses.Bundles);
            return;
        }

        OfferUndo(L["Deleted revision {0} of {1}.", number, name], changeSet, LoadAsync);
        await LoadAsync();
    });

    /// <summary>One click at a time: every click may arrive twice.</summary>
    private Task DoAsync(Func<Actor, Task> action) => BusyAsync(async () =>
    {
        // What was typed last belongs to the revision as it is, before anything is done to it.
        await Js.FlushPendingInputAsync();
        if (state is not { IsDirty: true } || !CanEdit || await SaveAsync())
        {
            await action(await CurrentActor.GetAsync());
        }
    });
}
