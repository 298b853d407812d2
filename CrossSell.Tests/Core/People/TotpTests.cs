using System.Text;
using CrossSell.Core.People;

namespace CrossSell.Tests.Core.People;

public sealed class TotpTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B: the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_IsThatOfTheStandard(long seconds, string code)
    {
        var instant = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.CodeOf(Key, Totp.StepAt(instant)));
        Assert.Equal(Totp.StepAt(instant), Totp.Find(Key, $" {code[..3]} {code[3..]}", instant));
    }

    [Fact]
    public void Code_HoldsHalfAMinuteAround_AndNoLonger()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var code = Totp.CodeOf(Key, Totp.StepAt(now));

        Assert.NotNull(Totp.Find(Key, code, now.AddSeconds(30)));
        Assert.NotNull(Totp.Find(Key, code, now.AddSeconds(-30)));
        Assert.Null(Totp.Find(Key, code, now.AddSeconds(60)));
        Assert.Null(Totp.Find(Key, code, now.AddSeconds(-60)));
        Assert.Null(Totp.Find(Key, null, now));
        Assert.Null(Totp.Find(Key, "12345", now));
    }

    /// <summary>RFC 4648, section 10.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void Key_IsWrittenInBase32_AndReadBack(string text, string written)
    {
        Assert.Equal(written, Totp.Write(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Totp.Read(written.ToLowerInvariant())));
        Assert.Throws<FormatException>(() => Totp.Read("1"));
    }
}
