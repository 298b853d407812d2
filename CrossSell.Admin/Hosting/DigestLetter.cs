using System.Text;
using CrossSell.Admin.Shared;
using CrossSell.Core.Notifications;
using CrossSell.Core.Today;
using static CrossSell.Admin.Hosting.HostingTexts;

namespace CrossSell.Admin.Hosting;

/// <summary>What a digest says, in the language of now: everything that waits, each with the page to do it on.</summary>
internal static class DigestLetter
{
    /// <param name="door">The studio's own address.</param>
    public static (string Subject, string Text) Write(Waiting waiting, Uri door)
    {
        var text = new StringBuilder();
        Part(L["To review"], waiting.Campaigns.Select(row => (L["{0}, submitted by {1}", row.Name, row.SubmittedBy].Value, Addresses.Campaign(row.Code)))
            .Concat(waiting.Reviews.Select(row => (L["{0}, submitted by {1}", row.Name, row.SubmittedBy].Value, Addresses.Review(row.RevisionId)))));
        Part(L["Returned to you for changes"], waiting.SentBack.Select(bundle => (bundle.Name, Addresses.Bundle(bundle.Code))));
        Part(L["Changed since the approval"], waiting.Drifted.Select(bundle => (bundle.Name, Addresses.Bundle(bundle.Code))));
        Part(L["You were mentioned"], waiting.Mentions.Select(item => (NotificationWords.Sentence(item), Addresses.Of(item))));
        text.Append(L["All notifications:"].Value).Append(' ').Append(new Uri(door, Addresses.Notifications)).Append('\n')
            .Append(L["Choose another hour, or none:"].Value).Append(' ').Append(new Uri(door, Addresses.Account)).Append('\n');
        return (L.Count(waiting.Count, "{0} thing waits for you in CrossSell", "{0} things wait for you in CrossSell"), text.ToString());

        void Part(string title, IEnumerable<(string Words, string Address)> lines)
        {
            var all = lines.ToList();
            if (all.Count == 0)
            {
                return;
            }

            text.Append(title).Append(":\n");
            foreach (var (words, address) in all)
            {
                text.Append("- ").Append(words).Append("\n  ").Append(new Uri(door, address)).Append('\n');
            }

            text.Append('\n');
        }
    }
}
