using CrossSell.Admin.Account;

namespace CrossSell.Tests.Admin.Account;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("Passw0rd!2026")]
    [InlineData("p4ssw0rd p4ssw0rd")]
    [InlineData("administrator1")]
    [InlineData("qwertyuiop123")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("123456789012")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("WelcomeWelcome22")]
    [InlineData("iloveyouforever")]
    [InlineData("Wachtwoord2026")]
    [InlineData("eva.visser@shop.example")]
    [InlineData("evavisser2026")]
    [InlineData("Visser-Visser-1")]
    public void Password_ThatIsGuessedFirst_IsRefused(string password) =>
        Assert.True(PasswordRules.IsGuessable(password, "eva.visser@shop.example", "Eva Visser"));

    [Theory]
    [InlineData("crosssell-demo")]
    [InlineData("a long enough sentence")]
    [InlineData("correct horse battery clip")]
    [InlineData("vier stille rivieren")]
    [InlineData("7319 4406 8852 2097")]
    [InlineData("GRASS OVER BRICKS")]
    [InlineData("my password is a blue elephant")]
    [InlineData("мой дядя самых честных правил")]
    public void Password_OfOnesOwn_IsTaken_OfWhateverKindsOfCharacters(string password) =>
        Assert.False(PasswordRules.IsGuessable(password, "eva.visser@shop.example", "Eva Visser"));
}
