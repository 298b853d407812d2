using System.Globalization;
using System.Net;
using CrossSell.Admin.Account;
using CrossSell.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Admin.Account;

public sealed class SignInLimitsTests
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.7");

    private readonly FakeTimeProvider time = new(TestClock.Now);
    private readonly SignInLimits limits;

    public SignInLimitsTests()
    {
        limits = new SignInLimits(time);
    }

    [Fact]
    public void SixthWrongPassword_OfOneAddressForOnePerson_WaitsUntilTheFirstIsAQuarterOfAnHourAgo()
    {
        Assert.Equal(5, Tries(Home, "eva@x.org", 5));
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(TimeSpan.FromMinutes(10), limits.Enter(Home, " EVA@x.org", device: null));
        Assert.Null(limits.Enter(Home, "olaf@x.org", device: null));
        Assert.Null(limits.Enter(IPAddress.Parse("203.0.113.8"), "eva@x.org", device: null));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(limits.Enter(Home, "eva@x.org", device: null));
    }

    [Fact]
    public void Address_ThatTriesManyPeople_HasThirtyTries()
    {
        var tried = Enumerable.Range(0, 60).Count(number => limits.Enter(Home, Person(number), device: null) is null);

        Assert.Equal(30, tried);
    }

    [Fact]
    public void Network_OfAnIPv6Address_CountsAsOne()
    {
        var tried = Enumerable.Range(1, 60)
            .Count(number => limits.Enter(IPAddress.Parse($"2001:db8:1:2::{number:x}"), Person(number), device: null) is null);

        Assert.Equal(30, tried);
    }

    [Fact]
    public void Person_WhomManyAddressesTry_IsTriedAHundredTimesAnHour_AndStillComesInFromAKnownBrowser()
    {
        var tried = Enumerable.Range(1, 200).Count(number => limits.Enter(IPAddress.Parse($"198.51.100.{number}"), "eva@x.org", device: null) is null);

        Assert.Equal(100, tried);
        Assert.NotNull(limits.Enter(Home, "eva@x.org", device: null));
        Assert.Null(limits.Enter(Home, "eva@x.org", device: "browser"));
    }

    [Fact]
    public void KnownBrowser_HasItsOwnFiveTries_WhateverStrangersDo()
    {
        Tries(Home, "eva@x.org", 10);

        Assert.Equal(5, Enumerable.Range(0, 9).Count(_ => limits.Enter(Home, "eva@x.org", "browser") is null));
    }

    [Fact]
    public void RightPassword_ForgetsWhatThePersonMistyped_AndCountsForNothing()
    {
        for (var times = 0; times < 40; times++)
        {
            Assert.Equal(2, Tries(Home, "eva@x.org", 2));
            Assert.Null(limits.Enter(Home, "eva@x.org", device: null));
            limits.Succeeded(Home, "eva@x.org", device: null);
            time.Advance(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public void ManyTriesAtOnce_GetNoMoreThanFive()
    {
        var passed = 0;

        Parallel.For(0, 200, _ =>
        {
            if (limits.Enter(Home, "eva@x.org", device: null) is null)
            {
                Interlocked.Increment(ref passed);
            }
        });

        Assert.Equal(5, passed);
    }

    [Fact]
    public void StrangersWithoutNumber_PushOutTheOldestTries_NotThoseOfJustNow()
    {
        Strangers(0, 16_600);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(5, Tries(Home, "eva@x.org", 6));

        Strangers(20_000, 100);

        Assert.NotNull(limits.Enter(Home, "eva@x.org", device: null));

        void Strangers(int from, int count)
        {
            foreach (var number in Enumerable.Range(from, count))
            {
                limits.Enter(new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]), Person(number), device: null);
            }
        }
    }

    private int Tries(IPAddress address, string email, int times) => Enumerable.Range(0, times).Count(_ => limits.Enter(address, email, device: null) is null);

    private static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"person{number}@x.org");
}
