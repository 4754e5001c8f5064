package main

import (
	"fmt"
	"net/mail"
	"reflect"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
)

// A podcastConfig holds the keys of a podcast in foreword.yaml. See [feed.Podcast].
type podcastConfig struct {
	Title       string      `yaml:"title"`
	Description string      `yaml:"description"`
	Image       string      `yaml:"image"`
	Categories  []string    `yaml:"categories"`
	Author      string      `yaml:"author"`
	Owner       ownerConfig `yaml:"owner"`
	Explicit    bool        `yaml:"explicit"`
	Serial      bool        `yaml:"serial"`
	Complete    bool        `yaml:"complete"`
	Block       bool        `yaml:"block"`
	Locked      bool        `yaml:"locked"`
	GUID        string      `yaml:"guid"`
	NewFeedURL  string      `yaml:"new_feed_url"`
	FundingURL  string      `yaml:"funding_url"`
	Funding     string      `yaml:"funding"`
}

type ownerConfig struct {
	Name  string `yaml:"name"`
	Email string `yaml:"email"`
}

// podcast returns the podcast that foreword.yaml asks for, nil if it asks for
// none.
func (p *podcastConfig) podcast() (*feed.Podcast, error) {
	if reflect.ValueOf(*p).IsZero() {
		return nil, nil
	}
	pod := &feed.Podcast{
		Title: p.Title, Description: p.Description, Image: p.Image, Author: p.Author,
		Owner:    post.Author{Name: p.Owner.Name, Email: p.Owner.Email},
		Explicit: p.Explicit, Serial: p.Serial, Complete: p.Complete, Block: p.Block, Locked: p.Locked,
		GUID: p.GUID, NewFeedURL: p.NewFeedURL, FundingURL: p.FundingURL, Funding: p.Funding,
	}
	for _, name := range p.Categories {
		var c post.Category
		if err := c.UnmarshalText([]byte(name)); err != nil {
			return nil, err
		}
		pod.Categories = append(pod.Categories, c)
	}
	return pod, nil
}

// several reports whether the set has more feeds than that of the site.
func several(s *feed.Set) bool {
	return s.Tags || s.Categories || s.Sections || s.Authors || s.Languages || s.Archives || s.Warned || s.Unwarned || s.Podcast != nil
}

// footer returns a function for [feed.Feed.Footer] that writes html, and a
// link for replies by email if address is not "". It returns nil if both are
// "".
func footer(html, address, lang string) (func(*feed.Item) string, error) {
	var reply func(*feed.Item) string
	if address != "" {
		if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
			return nil, fmt.Errorf("%q is not a mail address: want one such as me@blog.example", address)
		}
		reply = feed.ReplyByMail(address, lang)
	}
	switch {
	case reply == nil && html == "":
		return nil, nil
	case reply == nil:
		return func(*feed.Item) string { return html }, nil
	}
	return func(it *feed.Item) string { return html + reply(it) }, nil
}
