using CrossSell.Core.Notifications;

namespace CrossSell.Tests.Core.Notifications;

public sealed class MentionsTests
{
    private static readonly Mentionable[] People =
        [new("1", "Eva Jansen"), new("2", "Eva Maria Smit"), new("3", "Mark de Vries"), new("4", "Olaf")];

    [Theory]
    [InlineData("@Mark de Vries, please look", "3")]
    [InlineData("Thanks @mark!", "3")]
    [InlineData("@Eva looks", "")] // Two have this first name.
    [InlineData("@eva maria smit and @Olaf", "2 4")]
    [InlineData("@Olaf @Olaf", "4")]
    [InlineData("olaf@mark.example", "")]
    [InlineData("@Markus is nobody", "")]
    [InlineData("@", "")]
    [InlineData("at the end @Olaf", "4")]
    public void Mentions_AreNamesAfterTheSign(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Mentions.In(text, People).Select(who => who.Id)));

    [Fact]
    public void Mentions_HaveTheirPlaceInTheText() =>
        Assert.Equal(
            [(3, 5, "4"), (10, 14, "3")],
            Mentions.Find("Hi @Olaf, @Mark de Vries.", People).Select(found => (found.Start, found.Length, found.Who.Id)));
}
